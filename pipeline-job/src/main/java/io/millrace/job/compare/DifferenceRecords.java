package io.millrace.job.compare;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.differences.DifferenceFormat;
import io.millrace.definition.differences.DifferenceFormat.Shown;
import io.millrace.job.compare.Difference.Written;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Differences as records of their topic. Their key is the sink's name. */
final class DifferenceRecords {

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
        String sink = Compared.sink(identity);
        Shown live = shown(difference.live(), comparison.live().sink(sink).topic());
        Shown other = shown(difference.candidate(), candidate.sink(sink).topic());
        OutRecord record = record(sink, DifferenceFormat.write(sink, Compared.key(identity), live, other));
        return record.largestSize() <= largestRecordBytes
                ? record
                : record(sink, DifferenceFormat.writeShortened(sink, live, other));
    }

    private OutRecord record(String sink, byte[] json) {
        return OutRecord.unstamped(
                comparison.differencesTopic(), sink.getBytes(StandardCharsets.UTF_8), json, List.of());
    }

    private static @Nullable Shown shown(@Nullable Written written, String topic) {
        return written == null
                ? null
                : new Shown(
                        Compared.shown(written.value()),
                        topic + "-" + written.at().partition() + "@"
                                + written.at().offset());
    }
}
