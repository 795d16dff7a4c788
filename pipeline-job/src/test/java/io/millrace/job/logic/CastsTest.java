package io.millrace.job.logic;

import static io.millrace.job.logic.Sql.call;
import static io.millrace.job.logic.Sql.constant;
import static io.millrace.job.logic.Sql.result;
import static io.millrace.job.logic.Sql.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastsTest {

    @ParameterizedTest(name = "CAST({1} ''{0}'' AS {2}) is {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                // from text
                "' 42 ' | STRING | INT | 42",
                "42.9 | STRING | INT | 42",
                "-.5 | STRING | INT | 0",
                "+7 | STRING | BIGINT | 7",
                "1e3 | STRING | INT | FAILS",
                "'' | STRING | INT | FAILS",
                "'4 2' | STRING | INT | FAILS",
                "2147483648 | STRING | INT | FAILS",
                "9223372036854775808 | STRING | BIGINT | FAILS",
                "99999999999999999999999999999999999999999999 | STRING | BIGINT | FAILS",
                "' 1e3 ' | STRING | DOUBLE | 1000.0",
                "abc | STRING | DOUBLE | FAILS",
                "1.005 | STRING | DECIMAL(10, 2) | 1.01",
                "1e2 | STRING | DECIMAL(10, 2) | 100.00",
                "1e1000000000 | STRING | DECIMAL(10, 2) | FAILS",
                "1e-1000000000 | STRING | DECIMAL(10, 2) | 0.00",
                "123456789 | STRING | DECIMAL(10, 2) | FAILS",
                "' YES ' | STRING | BOOLEAN | true",
                "0 | STRING | BOOLEAN | false",
                "maybe | STRING | BOOLEAN | FAILS",
                "' 2026-01-31 ' | STRING | DATE | 20484",
                "2026-02-30 | STRING | DATE | FAILS",
                "2026-01-31 12:00:00.5 | STRING | TIMESTAMP(3) | 1769860800500",
                "2026-01-31T12:00:00 | STRING | TIMESTAMP(3) | 1769860800000",
                "2026-01-31 | STRING | TIMESTAMP(3) | 1769817600000",
                "noon | STRING | TIMESTAMP(3) | FAILS",
                // between numbers
                "7 | INT | BIGINT | 7",
                "2147483648 | BIGINT | INT | FAILS",
                "2147483647 | BIGINT | INT | 2147483647",
                "1.9 | DOUBLE | INT | 1",
                "-1.9 | DOUBLE | BIGINT | -1",
                "1e19 | DOUBLE | BIGINT | FAILS",
                "NaN | DOUBLE | INT | FAILS",
                "Infinity | DOUBLE | DECIMAL(10, 2) | FAILS",
                "1e300 | DOUBLE | FLOAT | FAILS",
                "Infinity | DOUBLE | FLOAT | Infinity",
                "0.1 | FLOAT | DOUBLE | 0.10000000149011612",
                "0.1 | FLOAT | DECIMAL(10, 2) | 0.10",
                "1.005 | DOUBLE | DECIMAL(10, 2) | 1.01",
                "12345 | INT | DECIMAL(5, 2) | FAILS",
                "123 | INT | DECIMAL(5, 2) | 123.00",
                "1.99 | DECIMAL(4, 2) | INT | 1",
                "1.255 | DECIMAL(4, 3) | DECIMAL(4, 2) | 1.26",
                "9.999 | DECIMAL(4, 3) | DECIMAL(3, 2) | FAILS",
                "0 | INT | BOOLEAN | false",
                "0.5 | DOUBLE | BOOLEAN | true",
                "true | BOOLEAN | INT | 1",
                "false | BOOLEAN | DECIMAL(3, 1) | 0.0",
                // to text
                "true | BOOLEAN | STRING | TRUE",
                "1.50 | DECIMAL(4, 2) | STRING | 1.50",
                "100.0 | DOUBLE | STRING | 100.0",
                "2026-01-31 | DATE | STRING | 2026-01-31",
                "2026-01-31T12:00:00.070 | TIMESTAMP(3) | STRING | 2026-01-31 12:00:00.070",
                "6162 | BYTES | STRING | ab",
                // between times
                "2026-01-31 | DATE | TIMESTAMP(3) | 1769817600000",
                "1969-12-31T23:59:59.999 | TIMESTAMP(3) | DATE | -1",
                // nothing
                "NULL | STRING | INT | NULL",
            })
    void values_that_fit_and_values_that_fail(
            @Nullable String value, String from, String to, @Nullable String expected) {
        // given
        Expression cast = call(Function.CAST, to, constant(from, value));
        Expression tryCast = call(Function.TRY_CAST, to, constant(from, value));

        // when, then
        if ("FAILS".equals(expected)) {
            assertThatThrownBy(() -> result(cast)).isInstanceOf(EvaluationException.class);
            assertThat(result(tryCast)).isNull();
        } else {
            assertThat(text(result(cast))).isEqualTo(expected);
            assertThat(text(result(tryCast))).isEqualTo(expected);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @Test
    void messages_name_no_value() {
        assertThatThrownBy(() -> result(call(Function.CAST, "INT", constant("STRING", "secret"))))
                .hasMessage("CAST: the text is no INT");
    }

    @Test
    void texts_become_their_utf8() {
        assertThat(result(call(Function.CAST, "BYTES", constant("STRING", "é"))))
                .isEqualTo("é".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_operand_that_fails_is_not_forgiven() {
        // given
        Expression fails = call(Function.DIVIDE, "INT", "INT", "1", "0");

        // when, then
        assertThatThrownBy(() -> result(call(Function.TRY_CAST, "STRING", fails)))
                .isInstanceOf(EvaluationException.class);
    }

    @Test
    void a_cast_that_does_not_exist_stops_the_job_at_its_start() {
        assertThatThrownBy(() -> ExpressionCompiler.compile(call(Function.CAST, "DATE", constant("INT", "1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no CAST from INT to DATE");
    }

    @Property
    void texts_of_numbers_are_read_back(@ForAll long number) {
        assertThat(there(number, "BIGINT")).isEqualTo(number);
    }

    @Property
    void texts_of_times_are_read_back(@ForAll @LongRange(min = -62135596800000L, max = 253402300799999L) long millis) {
        assertThat(there(millis, "TIMESTAMP(3)")).isEqualTo(millis);
    }

    @Property
    void texts_of_decimals_are_read_back(@ForAll long unscaled) {
        BigDecimal decimal = BigDecimal.valueOf(unscaled, 6);
        assertThat(there(decimal, "DECIMAL(38, 6)")).isEqualTo(decimal);
    }

    private static Object there(Object value, String type) {
        Object text = Casts.of(type(type), type("STRING")).apply(value);
        return Casts.of(type("STRING"), type(type)).apply(text);
    }
}
