package io.millrace.job.formats;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.AvroDecode;
import io.millrace.definition.SourceDefinition.Decode;
import io.millrace.definition.SourceDefinition.JsonDecode;
import io.millrace.job.logic.EventTimes;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** From a consumed record to a row or a failure; no bytes make it throw. */
public final class SourceDecoder {

    private final String source;
    private final RowDecoder decoder;
    private final @Nullable EventTimes eventTimes;
    private final Clock clock;
    private long now = Long.MIN_VALUE;

    /** @param wanted the columns that somebody looks at; others may be left NULL */
    public SourceDecoder(SourceDefinition source, BitSet wanted, WriterSchemas writerSchemas, Clock clock) {
        this.source = source.name();
        this.decoder = decoder(source.decode(), wanted, writerSchemas);
        this.eventTimes = source.eventTime() == null ? null : new EventTimes(source.eventTime());
        this.clock = clock;
    }

    private static RowDecoder decoder(Decode decode, BitSet wanted, WriterSchemas writerSchemas) {
        return decode instanceof AvroDecode avro
                ? new AvroDecoder(avro, wanted, writerSchemas)
                : new JsonDecoder(((JsonDecode) decode).columns());
    }

    /** @throws InterruptedIOException when the job is cancelled while the registry is awaited */
    public Envelope decode(Origin.Consumed origin) throws InterruptedIOException {
        byte[] value = origin.value();
        if (value == null) {
            return bad(DeadLetterCode.DECODE, "the record has no value", origin);
        }
        Row row;
        try {
            row = decoder.decode(value);
        } catch (BadRecord e) {
            return bad(e.code(), e.reason(), origin);
        }
        String problem = eventTimes == null ? null : problem(row, eventTimes);
        return problem == null ? new Envelope.Good(row, origin) : bad(DeadLetterCode.FUTURE_EVENT, problem, origin);
    }

    // Time goes on: only what seems to lie in the future is worth another look at the clock.
    private @Nullable String problem(Row row, EventTimes times) {
        if (times.problem(row, now) == null) {
            return null;
        }
        now = clock.millis();
        return times.problem(row, now);
    }

    private Envelope bad(DeadLetterCode code, String message, Origin origin) {
        return new Envelope.Bad(Failure.of(code, Failure.Stage.DECODE, source, message), origin);
    }
}
