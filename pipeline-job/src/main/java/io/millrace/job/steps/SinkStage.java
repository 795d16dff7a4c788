package io.millrace.job.steps;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RowType;
import io.millrace.definition.RunSettings.SinkTopic;
import io.millrace.definition.SinkDefinition;
import io.millrace.job.formats.BadRecord;
import io.millrace.job.formats.Encoders;
import io.millrace.job.formats.KeyEncoder;
import io.millrace.job.formats.RowEncoder;
import io.millrace.job.ledger.Counter;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the record that a sink writes, so that what cannot be written is found before Kafka is asked. */
final class SinkStage implements Stage {

    private final SinkDefinition sink;
    private final @Nullable KeyEncoder keys;
    private final RowEncoder values;
    private final int schemaId;
    private final boolean unchanged;
    private final SinkTopic topic;
    private final Counter written;

    /** @param unchanged whether rows arrive here as they were decoded */
    SinkStage(SinkDefinition sink, RowType type, boolean unchanged, SinkTopic topic, Counter written) {
        this.sink = sink;
        this.keys = sink.key() == null ? null : new KeyEncoder(sink.key(), type);
        this.values = Encoders.of(sink.encode(), type);
        this.schemaId = Encoders.schemaId(sink.encode());
        this.unchanged = unchanged;
        this.topic = topic;
        this.written = written;
    }

    @Override
    public void process(Row row, Origin origin, Outlets out) {
        byte[] key;
        byte[] value;
        try {
            key = keys == null ? null : keys.encode(row);
            value = value(row, origin);
        } catch (BadRecord e) {
            reject(e.code(), e.reason(), origin, out);
            return;
        }
        OutRecord record = OutRecord.unstamped(sink.topic(), key, value, List.of());
        if (key == null && topic.compacted()) {
            reject(DeadLetterCode.NULL_KEY, "the key is NULL, and a compacted topic needs one", origin, out);
        } else if (record.largestSize() > topic.largestRecordBytes()) {
            reject(
                    DeadLetterCode.TOO_LARGE,
                    "the record takes " + record.largestSize() + " bytes; its topic takes "
                            + topic.largestRecordBytes(),
                    origin,
                    out);
        } else {
            written.count();
            out.write(record);
        }
    }

    // Nothing changed and the same schema: the bytes that came are the bytes that go.
    private byte[] value(Row row, Origin origin) throws BadRecord {
        if (unchanged
                && schemaId != Origin.NO_SCHEMA
                && origin instanceof Origin.Consumed consumed
                && consumed.schemaId() == schemaId
                && consumed.value() != null) {
            return consumed.value();
        }
        return values.encode(row);
    }

    private void reject(DeadLetterCode code, String message, Origin origin, Outlets out) {
        out.reject(Failure.of(code, Failure.Stage.ENCODE, sink.name(), message), origin);
    }
}
