package io.millrace.job.formats;

import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.DataType;
import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RowType;
import io.millrace.job.logic.ValueText;
import io.millrace.job.records.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {

    private static final RowType EVERY_KIND = row(
            "a BOOLEAN",
            "b INT",
            "c BIGINT",
            "d FLOAT",
            "e DOUBLE",
            "f DECIMAL(20, 3)",
            "g STRING",
            "h BYTES",
            "i DATE",
            "j TIMESTAMP(3)");

    @ParameterizedTest(name = "{0} as {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            nullValues = "NULL",
            value = {
                "true | BOOLEAN | TRUE",
                "\"true\" | BOOLEAN | REFUSED",
                "1 | BOOLEAN | REFUSED",
                "42 | INT | 42",
                "2147483648 | INT | REFUSED",
                "1.0 | INT | REFUSED",
                "\"42\" | INT | REFUSED",
                "9223372036854775807 | BIGINT | 9223372036854775807",
                "9223372036854775808 | BIGINT | REFUSED",
                "1e3 | BIGINT | REFUSED",
                "1.5 | DOUBLE | 1.5",
                "3 | DOUBLE | 3.0",
                "1e999 | DOUBLE | REFUSED",
                "0.1 | FLOAT | 0.1",
                "1e39 | FLOAT | REFUSED",
                "1.5 | DECIMAL(4, 2) | 1.50",
                "\"1.50\" | DECIMAL(4, 2) | 1.50",
                "1.500 | DECIMAL(4, 2) | 1.50",
                "1.505 | DECIMAL(4, 2) | REFUSED",
                "100 | DECIMAL(4, 2) | REFUSED",
                "1e1000000000 | DECIMAL(4, 2) | REFUSED",
                "\"one\" | DECIMAL(4, 2) | REFUSED",
                "true | DECIMAL(4, 2) | REFUSED",
                "\"text\" | STRING | text",
                "\"\\u00e9\" | STRING | é",
                "\"\\ud83d\\ude00\" | STRING | 😀",
                "\"a\\ud83d\" | STRING | REFUSED",
                "\"\\ude00a\" | STRING | REFUSED",
                "5 | STRING | REFUSED",
                "{} | STRING | REFUSED",
                "\"YWI=\" | BYTES | ab",
                "\"#\" | BYTES | REFUSED",
                "\"2026-01-31\" | DATE | 2026-01-31",
                "\"2026-02-30\" | DATE | REFUSED",
                "20484 | DATE | REFUSED",
                "\"2026-01-31T12:00:00.5Z\" | TIMESTAMP(3) | 2026-01-31 12:00:00.500",
                "\"2026-01-31T13:00:00+01:00\" | TIMESTAMP(3) | 2026-01-31 12:00:00.000",
                "\"2026-01-31 12:00:00\" | TIMESTAMP(3) | 2026-01-31 12:00:00.000",
                "\"noon\" | TIMESTAMP(3) | REFUSED",
                "1769860800000 | TIMESTAMP(3) | REFUSED",
                "null | STRING | NULL",
                "[1, {\"a\": 2}] | INT | REFUSED",
            })
    void values(String json, String type, @Nullable String expected) throws Exception {
        // given
        JsonDecoder decoder = new JsonDecoder(row("x " + type));
        byte[] value = bytes("{\"before\": {\"x\": [1]}, \"x\": " + json + ", \"after\": 1}");

        // when, then
        if ("REFUSED".equals(expected)) {
            assertThatThrownBy(() -> decoder.decode(value))
                    .hasMessage("column 'x' is no " + DataType.parse(type).name());
        } else {
            Object read = decoder.decode(value).get(0);
            assertThat(read == null ? null : ValueText.of(read, DataType.parse(type)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void missing_fields_are_null_and_others_are_ignored() throws Exception {
        // given
        JsonDecoder decoder = new JsonDecoder(row("a STRING", "b INT", "c INT"));

        // when
        Row read = decoder.decode(bytes(" {\"c\": 3, \"z\": {\"a\": [\"no\"]}, \"a\": \"yes\"} "));

        // then
        assertThat(read).isEqualTo(new Row("yes", null, 3));
    }

    @Test
    void what_may_not_be_null_must_be_there() {
        // given
        JsonDecoder decoder = new JsonDecoder(row("a STRING", "b INT NOT NULL"));

        // when, then
        assertThatThrownBy(() -> decoder.decode(bytes("{\"a\": \"x\"}"))).hasMessage("column 'b' is missing or null");
        assertThatThrownBy(() -> decoder.decode(bytes("{\"b\": null}"))).hasMessage("column 'b' is missing or null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "null", "not json", "{\"a\": 1", "{\"a\": 1} {}", "{\"a\" 1}", "{a: 1}"})
    void what_is_no_object_is_refused_without_quoting_it(String value) {
        // given
        JsonDecoder decoder = new JsonDecoder(row("a INT"));

        // when, then
        assertThatThrownBy(() -> decoder.decode(bytes(value)))
                .hasMessageNotContaining("not json")
                .isInstanceOfSatisfying(
                        BadRecord.class, refusal -> assertThat(refusal.code()).isEqualTo(DeadLetterCode.DECODE));
    }

    @Test
    void nesting_without_end_does_not_break_it() {
        // given
        JsonDecoder decoder = new JsonDecoder(row("a INT"));

        // when, then
        assertThatThrownBy(() -> decoder.decode(bytes("{\"z\": " + "[".repeat(100_000))))
                .isInstanceOf(BadRecord.class);
    }

    @Property
    void no_bytes_break_it(@ForAll byte[] garbage) {
        // given
        JsonDecoder decoder = new JsonDecoder(row("a INT"));

        // when
        Object outcome;
        try {
            outcome = decoder.decode(garbage);
        } catch (BadRecord e) {
            outcome = e.code();
        }

        // then
        assertThat(outcome).isInstanceOfAny(Row.class, DeadLetterCode.class);
    }

    @Test
    void what_the_encoder_writes_is_read() throws Exception {
        // given
        RowType type = row(
                "a BOOLEAN",
                "b INT",
                "c BIGINT",
                "d FLOAT",
                "e DOUBLE",
                "f DECIMAL(20, 3)",
                "g STRING",
                "h BYTES",
                "i DATE",
                "j TIMESTAMP(3)",
                "k STRING");
        Row row = new Row(
                true,
                -1,
                Long.MIN_VALUE,
                0.1f,
                1e-300,
                new BigDecimal("12345678901234567.890"),
                "\"é\n😀",
                new byte[] {0, -1},
                -1,
                1_769_860_800_000L,
                null);

        // when
        byte[] json = new JsonEncoder(type).encode(row);

        // then
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":true,\"b\":-1,\"c\":-9223372036854775808,\"d\":0.1,\"e\":1.0E-300,"
                        + "\"f\":12345678901234567.890,\"g\":\"\\\"é\\n😀\",\"h\":\"AP8=\",\"i\":\"1969-12-31\","
                        + "\"j\":\"2026-01-31T12:00:00.000Z\",\"k\":null}");
        assertThat(new JsonDecoder(type).decode(json)).isEqualTo(row);
    }

    @Property
    void what_is_written_is_read(@ForAll("rows") Row row) throws Exception {
        // when
        byte[] json = new JsonEncoder(EVERY_KIND).encode(row);

        // then
        assertThat(new JsonDecoder(EVERY_KIND).decode(json)).isEqualTo(row);
    }

    @Provide
    Arbitrary<Row> rows() {
        // What texts of dates can say.
        long firstDay = LocalDate.of(1, 1, 1).toEpochDay();
        long lastDay = LocalDate.of(9999, 12, 31).toEpochDay();
        Arbitrary<Row> numbers = Combinators.combine(
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.integers().injectNull(0.3),
                        Arbitraries.longs().injectNull(0.3),
                        Arbitraries.floats(),
                        Arbitraries.doubles(),
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("-1e16"), new BigDecimal("1e16"))
                                .ofScale(3)
                                .map(decimal -> decimal.setScale(3))
                                .injectNull(0.3))
                .as((a, b, c, d, e, f) -> new Row(a, b, c, d, e, f));
        Arbitrary<Row> others = Combinators.combine(
                        Arbitraries.strings().map(JsonDecoderTest::whole).injectNull(0.3),
                        Arbitraries.bytes().array(byte[].class).injectNull(0.3),
                        Arbitraries.longs().between(firstDay, lastDay).map(Long::intValue),
                        Arbitraries.longs().between(firstDay * 86_400_000, lastDay * 86_400_000))
                .as((g, h, i, j) -> new Row(g, h, i, j));
        return Combinators.combine(numbers, others).as(JsonDecoderTest::joined);
    }

    // Half of a pair is no character, and UTF-8 cannot say it.
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Row joined(Row one, Row other) {
        @Nullable Object[] values = new @Nullable Object[one.size() + other.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < one.size() ? one.get(i) : other.get(i - one.size());
        }
        return new Row(values);
    }

    @Test
    void json_has_no_infinity() {
        assertThatThrownBy(() -> new JsonEncoder(row("a DOUBLE")).encode(new Row(Double.POSITIVE_INFINITY)))
                .hasMessage("column 'a': JSON has no NaN and no infinity")
                .isInstanceOfSatisfying(
                        BadRecord.class, refusal -> assertThat(refusal.code()).isEqualTo(DeadLetterCode.ENCODE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
