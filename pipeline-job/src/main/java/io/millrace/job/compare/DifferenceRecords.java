package io.millrace.job.compare;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.job.compare.Difference.Written;
import io.millrace.job.formats.DifferenceFormat;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Differences as records of their topic. Their key is the sink's name. */
final class DifferenceRecords {

    private static final String TOO_LONG = "too long to be shown";

    private final Comparison comparison;
    private final PipelineDefinition candidate;
    private final int largestRecordBytes;

    /** @param largestRecordBytes what the topic takes */
    DifferenceRecords(Comparison comparison, PipelineDefinition candidate, int largestRecordBytes) {
        this.comparison = comparison;
        this.candidate = candidate;
        this.largestRecordBytes = largestRecordBytes;
    }

    OutRecord of(Row identity, Difference difference) {
        OutRecord record = record(identity, difference, Compared.key(identity));
        if (record.largestSize() <= largestRecordBytes) {
            return record;
        }
        return record(identity, new Difference(shortened(difference.live()), shortened(difference.candidate())), null);
    }

    private static @Nullable Written shortened(@Nullable Written written) {
        return written == null ? null : new Written(TOO_LONG, written.at());
    }

    private OutRecord record(Row identity, Difference difference, byte @Nullable [] key) {
        String sink = Compared.sink(identity);
        byte[] json = DifferenceFormat.write(
                sink,
                difference.kind().name(),
                key,
                shown(difference.live(), comparison.live().sink(sink).topic()),
                shown(difference.candidate(), candidate.sink(sink).topic()));
        return OutRecord.unstamped(
                comparison.differencesTopic(), sink.getBytes(StandardCharsets.UTF_8), json, List.of());
    }

    private static DifferenceFormat.@Nullable Shown shown(@Nullable Written written, String topic) {
        return written == null
                ? null
                : new DifferenceFormat.Shown(
                        Compared.shown(written.value()),
                        topic + "-" + written.at().partition() + "@"
                                + written.at().offset());
    }
}
