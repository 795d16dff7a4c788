package io.millrace.job.formats;

import io.millrace.definition.Column;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition.AvroEncode;
import io.millrace.definition.SinkDefinition.Encode;
import io.millrace.definition.SourceDefinition.AvroDecode;
import java.io.InterruptedIOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Whether what a sink wrote is in a sample: its key is read as a source would read it. Used by one thread. */
public final class SampledValues {

    private final RowDecoder decoder;
    private final KeySample sample;

    private SampledValues(RowDecoder decoder, KeySample sample) {
        this.decoder = decoder;
        this.sample = sample;
    }

    /** @param columns of the key, as the rows have them that the sink takes */
    public static SampledValues of(Encode encode, RowType columns, int percent, WriterSchemas writerSchemas) {
        if (encode instanceof AvroEncode avro) {
            BitSet all = new BitSet();
            all.set(0, columns.size());
            RowDecoder decoder = new AvroDecoder(new AvroDecode(avro.schema(), columns), all, writerSchemas);
            return new SampledValues(decoder, new KeySample(percent, columns));
        }
        return ofJson(columns, percent);
    }

    /** Of JSON objects. */
    public static SampledValues ofJson(RowType columns, int percent) {
        return new SampledValues(new JsonDecoder(nullable(columns)), new KeySample(percent, columns));
    }

    // Where streams meet, rows are of the type of the first, and another may have nulls.
    private static RowType nullable(RowType columns) {
        return new RowType(columns.columns().stream()
                .map(column -> new Column(column.name(), column.type().withNullable(true)))
                .toList());
    }

    /**
     * What cannot be read counts as in the sample, so that it is looked at.
     *
     * @throws InterruptedIOException when the job is cancelled while the registry is awaited
     */
    public boolean has(byte @Nullable [] value) throws InterruptedIOException {
        try {
            return value == null || sample.has(decoder.decode(value));
        } catch (BadRecord e) {
            return true;
        }
    }
}
