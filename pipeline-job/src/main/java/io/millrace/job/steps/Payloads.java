package io.millrace.job.steps;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.job.formats.BadRecord;
import io.millrace.job.formats.JsonEncoder;
import io.millrace.job.records.Header;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dead letter or a late record carries besides our headers: the consumed record byte for byte, the row of a
 * window as JSON where there never was one, or, where neither is wanted or fits, nothing: then the headers are a
 * reference to it.
 */
final class Payloads {

    static final String ORIGINAL = "original";
    static final String ROW = "row";
    static final String REFERENCE = "reference";

    private static final String TRACE = "traceparent";
    private static final int LONGEST_TRACE = 128;

    private final int largestRecordBytes;
    private final Map<String, JsonEncoder> windowRows = new HashMap<>();

    Payloads(PipelineDefinition definition, int largestRecordBytes) {
        this.largestRecordBytes = largestRecordBytes;
        for (StepDefinition step : definition.steps()) {
            if (step instanceof StepDefinition.Window window) {
                windowRows.put(step.name(), new JsonEncoder(window.output()));
            }
        }
    }

    /** @param kindHeader the header that says which of the three payloads it is */
    OutRecord full(String topic, Origin origin, List<Header> ours, String kindHeader) {
        if (origin instanceof Origin.Consumed consumed) {
            List<Header> headers = new ArrayList<>(consumed.headers());
            headers.addAll(ours);
            headers.add(Header.text(kindHeader, ORIGINAL));
            OutRecord record = OutRecord.unstamped(topic, consumed.key(), consumed.value(), headers);
            return fits(record) ? record : reference(topic, origin, ours, kindHeader);
        }
        byte[] json = json((Origin.Computed) origin);
        List<Header> headers = new ArrayList<>(ours);
        headers.add(Header.text(kindHeader, ROW));
        OutRecord record = OutRecord.unstamped(topic, null, json, headers);
        return json != null && fits(record) ? record : reference(topic, origin, ours, kindHeader);
    }

    OutRecord reference(String topic, Origin origin, List<Header> ours, String kindHeader) {
        List<Header> headers = new ArrayList<>();
        if (origin instanceof Origin.Consumed consumed) {
            consumed.headers().stream().filter(Payloads::isTrace).forEach(headers::add);
        }
        headers.addAll(ours);
        headers.add(Header.text(kindHeader, REFERENCE));
        return OutRecord.unstamped(topic, null, null, headers);
    }

    private boolean fits(OutRecord record) {
        return record.largestSize() <= largestRecordBytes;
    }

    // Which trace a record belongs to is worth keeping even when its bytes are not.
    private static boolean isTrace(Header header) {
        return header.name().equals(TRACE) && header.value() != null && header.value().length <= LONGEST_TRACE;
    }

    private byte @Nullable [] json(Origin.Computed computed) {
        JsonEncoder encoder = windowRows.get(computed.step());
        return encoder == null ? null : json(encoder, computed.row());
    }

    // A row that JSON cannot say, as it holds a NaN, is left out; the headers still tell where it came from.
    static byte @Nullable [] json(JsonEncoder encoder, Row row) {
        try {
            return encoder.encode(row);
        } catch (BadRecord e) {
            return null;
        }
    }
}
