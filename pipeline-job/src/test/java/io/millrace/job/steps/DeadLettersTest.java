package io.millrace.job.steps;

import static io.millrace.job.Definitions.row;
import static io.millrace.job.steps.Records.bytes;
import static io.millrace.job.steps.Records.headers;
import static io.millrace.job.steps.Records.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.PipelineDefinition.DeadLetter;
import io.millrace.definition.PipelineDefinition.Payload;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.Definitions;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Header;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T12:00:00.123456Z"), ZoneOffset.UTC);
    private static final Failure FAILURE = new Failure(
            DeadLetterCode.VALIDATION,
            Failure.Stage.STEP,
            "valid",
            List.of("has-id", "positive"),
            "rules did not hold: has-id, positive");

    @Test
    void the_original_is_kept_byte_for_byte_and_the_headers_tell_all() {
        // given
        byte[] key = {0, -1};
        byte[] value = {0, 0, 0, 0, 7, 1};
        Header odd = new Header("odd", new byte[] {-1, 0});
        Header empty = new Header("odd", null);
        Origin origin = new Origin.Consumed("orders", 3, 42, 1_769_860_800_000L, key, value, List.of(odd, empty), 7);

        // when
        OutRecord letter = deadLetters(Payload.ORIGINAL).of(FAILURE, origin);

        // then
        assertThat(letter.topic()).isEqualTo("dlq");
        assertThat(letter.key()).isSameAs(key);
        assertThat(letter.value()).isSameAs(value);
        assertThat(letter.headers()).startsWith(odd, empty);
        Map<String, ?> headers = headers(letter);
        headers.remove("odd");
        assertThat(headers)
                .hasToString("{__connect.errors.topic=orders, __connect.errors.partition=3, __connect.errors.offset=42,"
                        + " __connect.errors.connector.name=shop.orders, __connect.errors.task.id=5,"
                        + " __connect.errors.stage=TRANSFORMATION,"
                        + " __connect.errors.class.name=io.millrace.job.PipelineJob,"
                        + " __connect.errors.exception.class.name=io.millrace.VALIDATION,"
                        + " __connect.errors.exception.message=rules did not hold: has-id, positive,"
                        + " dlq.error.code=VALIDATION, dlq.error.stage=step, dlq.step=valid,"
                        + " dlq.rules=has-id,positive, dlq.pipeline=shop/orders, dlq.revision=1-00000000,"
                        + " dlq.failed.at=2026-01-31T12:00:00.123Z, dlq.original.timestamp=1769860800000,"
                        + " dlq.schema.id=7, dlq.id=orders-3-42-valid, dlq.payload=original}");
    }

    @Test
    void a_reference_has_neither_key_nor_value_nor_others_headers_but_the_trace() {
        // given
        Origin origin = consumed(bytes("value"), List.of(Header.text("traceparent", "00-1"), Header.text("x", "y")));

        // when
        OutRecord letter = deadLetters(Payload.REFERENCE).of(FAILURE, origin);

        // then
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(headers(letter))
                .containsEntry("traceparent", "00-1")
                .containsEntry("dlq.payload", "reference")
                .containsEntry("__connect.errors.offset", "42")
                .doesNotContainKey("x");
    }

    @Test
    void what_does_not_fit_goes_as_a_reference() {
        // given
        Origin large = consumed(new byte[Definitions.run().largestRecordBytes()], List.of());
        Origin largeHeaders = consumed(
                bytes("v"), List.of(new Header("h", new byte[Definitions.run().largestRecordBytes()])));

        // when, then
        assertThat(headers(deadLetters(Payload.ORIGINAL).of(FAILURE, large))).containsEntry("dlq.payload", "reference");
        assertThat(deadLetters(Payload.ORIGINAL).of(FAILURE, largeHeaders).largestSize())
                .isLessThanOrEqualTo(Definitions.run().largestRecordBytes());
    }

    @Test
    void texts_are_bounded() {
        // given
        Failure wordy = Failure.of(DeadLetterCode.EXPRESSION, Failure.Stage.STEP, "s", "é".repeat(5000));

        // when
        OutRecord letter = deadLetters(Payload.ORIGINAL).of(wordy, consumed(bytes("v"), List.of()));

        // then
        assertThat(headers(letter)).containsEntry("__connect.errors.exception.message", "é".repeat(1024));
    }

    @Test
    void the_row_of_a_window_is_shown_as_json() {
        // given
        Origin origin = new Origin.Computed("per-minute", new Row("paid", 0L, 60_000L, 5L), 5);

        // when
        OutRecord letter = deadLetters(Payload.ORIGINAL).of(FAILURE, origin);

        // then
        assertThat(letter.key()).isNull();
        assertThat(text(letter.value()))
                .isEqualTo("{\"kind\":\"paid\",\"window_start\":\"1970-01-01T00:00:00.000Z\","
                        + "\"window_end\":\"1970-01-01T00:01:00.000Z\",\"total\":5}");
        assertThat(headers(letter))
                .containsEntry("dlq.payload", "row")
                .doesNotContainKey("__connect.errors.topic")
                .hasEntrySatisfying("dlq.id", id -> assertThat(id).matches("per-minute-[0-9a-f]+-valid"));
    }

    private static Origin consumed(byte[] value, List<Header> headers) {
        return new Origin.Consumed("orders", 3, 42, 1, bytes("key"), value, headers, Origin.NO_SCHEMA);
    }

    private static DeadLetters deadLetters(Payload payload) {
        Window window = new Window(
                "per-minute",
                "window:per-minute@1",
                List.of("orders"),
                60_000,
                60_000,
                0,
                List.of(0),
                List.of(),
                row("kind STRING", "window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)", "total BIGINT"));
        PipelineDefinition definition = new PipelineDefinition(
                PipelineDefinition.FORMAT_VERSION,
                List.of(),
                List.of(window),
                List.of(),
                new DeadLetter("dlq", payload),
                "late",
                "ledger",
                PipelineDefinition.Delivery.EXACTLY_ONCE);
        return new DeadLetters(definition, Definitions.run(), 5, CLOCK);
    }
}
