package io.millrace.job.formats;

import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.EventTime;
import io.millrace.definition.SourceDefinition.JsonDecode;
import io.millrace.definition.SourceDefinition.StartFrom;
import io.millrace.definition.SourceDefinition.TimeUnit;
import io.millrace.job.Definitions;
import io.millrace.job.plan.ReadColumns;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceDecoderTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000_000), ZoneOffset.UTC);
    private static final SourceDefinition SOURCE = new SourceDefinition(
            "orders",
            "source:orders@1",
            "orders",
            new JsonDecode(row("id STRING", "at BIGINT")),
            new EventTime(1, TimeUnit.MILLIS, 0, 0, 60_000),
            StartFrom.EARLIEST);

    private final SourceDecoder decoder = new SourceDecoder(SOURCE, ReadColumns.all(SOURCE), unused(), CLOCK);

    @Test
    void a_good_record_is_a_row_with_its_origin() throws Exception {
        // given
        Origin.Consumed origin = origin("{\"id\": \"a\", \"at\": 1060000}");

        // when, then
        assertThat(decoder.decode(origin)).isEqualTo(new Envelope.Good(new Row("a", 1_060_000L), origin));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "{\"id\": \"a\", \"at\": 1060001} | FUTURE_EVENT | the event time lies too far in the future",
                "{\"id\": \"a\"} | FUTURE_EVENT | the event time is missing",
                "{\"at\": \"x\"} | DECODE | column 'at' is no BIGINT",
                "nonsense | DECODE | the value is no valid JSON",
                "NULL | DECODE | the record has no value",
            })
    void a_bad_record_is_a_failure_with_its_origin(@Nullable String value, DeadLetterCode code, String message)
            throws Exception {
        // given
        Origin.Consumed origin = origin(value);

        // when, then
        assertThat(decoder.decode(origin))
                .isEqualTo(new Envelope.Bad(Failure.of(code, Failure.Stage.DECODE, "orders", message), origin));
    }

    @Test
    void what_lies_in_the_future_does_not_for_ever() throws Exception {
        // given
        TickingClock clock = new TickingClock();
        SourceDecoder one = new SourceDecoder(SOURCE, ReadColumns.all(SOURCE), unused(), clock);
        Origin.Consumed origin = origin("{\"id\": \"a\", \"at\": " + (clock.millis() + 60_001) + "}");

        // when
        Envelope early = one.decode(origin);
        clock.now = clock.now.plusMillis(1);
        Envelope inTime = one.decode(origin);

        // then
        assertThat(early).isInstanceOf(Envelope.Bad.class);
        assertThat(inTime).isInstanceOf(Envelope.Good.class);
    }

    @Test
    void waiting_for_the_registry_can_be_interrupted() {
        // given
        String schema = "{\"type\": \"record\", \"name\": \"R\", \"fields\": []}";
        SourceDefinition avro = new SourceDefinition(
                "orders",
                "source:orders@1",
                "orders",
                new SourceDefinition.AvroDecode(Definitions.pin("orders-value", 1, schema), row()),
                null,
                StartFrom.EARLIEST);
        SourceDecoder waiting = new SourceDecoder(
                avro,
                ReadColumns.all(avro),
                id -> {
                    throw new InterruptedIOException("cancelled");
                },
                CLOCK);

        // when, then
        assertThatThrownBy(() -> waiting.decode(origin("\0\0\0\0\7"))).isInstanceOf(InterruptedIOException.class);
    }

    private static WriterSchemas unused() {
        return id -> {
            throw new AssertionError("JSON needs no registry");
        };
    }

    private static Origin.Consumed origin(@Nullable String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return new Origin.Consumed("orders", 0, 1, 2, null, bytes, List.of(), Origin.NO_SCHEMA);
    }
}
