package io.millrace.job.logic;

import static io.millrace.job.logic.Sql.call;
import static io.millrace.job.logic.Sql.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @ParameterizedTest(name = "{1} {0} {2} of {3} is {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "PLUS   | 1 | 2 | INT | 3",
                "PLUS   | 2147483647 | 1 | INT | FAILS",
                "MINUS  | -2147483648 | 1 | INT | FAILS",
                "TIMES  | 65536 | 65536 | INT | FAILS",
                "DIVIDE | 7 | 2 | INT | 3",
                "DIVIDE | -7 | 2 | INT | -3",
                "DIVIDE | 1 | 0 | INT | FAILS",
                "DIVIDE | -2147483648 | -1 | INT | FAILS",
                "MODULO | -7 | 2 | INT | -1",
                "MODULO | 7 | 0 | INT | FAILS",
                "PLUS   | 9223372036854775807 | 1 | BIGINT | FAILS",
                "TIMES  | 4294967296 | 4294967296 | BIGINT | FAILS",
                "DIVIDE | -9223372036854775808 | -1 | BIGINT | FAILS",
                "DIVIDE | 5 | 0 | BIGINT | FAILS",
                "MODULO | 5 | 0 | BIGINT | FAILS",
                "PLUS   | 0.1 | 0.2 | DOUBLE | 0.30000000000000004",
                "DIVIDE | 1 | 0 | DOUBLE | FAILS",
                "DIVIDE | 1 | -0.0 | DOUBLE | FAILS",
                "MODULO | 1 | 0 | DOUBLE | FAILS",
                "DIVIDE | 1 | 0 | FLOAT | FAILS",
                "TIMES  | 1.5 | 2 | FLOAT | 3.0",
                "PLUS   | 1.50 | 0.25 | DECIMAL(10, 2) | 1.75",
                "TIMES  | 1.25 | 1.01 | DECIMAL(10, 2) | 1.26",
                "TIMES  | -1.25 | 1.01 | DECIMAL(10, 2) | -1.26",
                "DIVIDE | 1.00 | 3.00 | DECIMAL(10, 4) | 0.3333",
                "DIVIDE | 2.00 | 3.00 | DECIMAL(10, 4) | 0.6667",
                "DIVIDE | 2.00 | 0.00 | DECIMAL(10, 4) | FAILS",
                "MODULO | 7.50 | 2.00 | DECIMAL(10, 2) | 1.50",
                "PLUS   | 99.99 | 0.01 | DECIMAL(4, 2) | FAILS",
                "PLUS   | NULL | 1 | INT | NULL",
                "DIVIDE | 1 | NULL | INT | NULL",
            })
    void two_numbers(
            Function function, @Nullable String left, @Nullable String right, String type, @Nullable String expected) {
        assertGives(call(function, type, type, left, right), expected);
    }

    @ParameterizedTest(name = "{0} of {1} {2} is {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "NEGATE | 5 | INT | -5",
                "NEGATE | -2147483648 | INT | FAILS",
                "NEGATE | -9223372036854775808 | BIGINT | FAILS",
                "NEGATE | 1.50 | DECIMAL(4, 2) | -1.50",
                "ABS    | -9223372036854775808 | BIGINT | FAILS",
                "ABS    | -2147483648 | INT | FAILS",
                "ABS    | -2.5 | DOUBLE | 2.5",
                "ABS    | -2.50 | DECIMAL(4, 2) | 2.50",
                "FLOOR  | -1.5 | DOUBLE | -2.0",
                "CEIL   | -1.5 | DOUBLE | -1.0",
                "FLOOR  | 1.5 | FLOAT | 1.0",
                "FLOOR  | -1.01 | DECIMAL(4, 2) | -2.00",
                "CEIL   | 1.01 | DECIMAL(4, 2) | 2.00",
                "CEIL   | 99.01 | DECIMAL(4, 2) | FAILS",
                "FLOOR  | 7 | BIGINT | 7",
                "ABS    | NULL | INT | NULL",
            })
    void one_number(Function function, @Nullable String number, String type, @Nullable String expected) {
        assertGives(call(function, type, type, number), expected);
    }

    @ParameterizedTest(name = "ROUND({0} {1}, {2}) is {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "2.5 | DOUBLE | 0 | 3.0",
                "-2.5 | DOUBLE | 0 | -3.0",
                "1.005 | DOUBLE | 2 | 1.01",
                "1234.5 | DOUBLE | -2 | 1200.0",
                "1.255 | DECIMAL(10, 3) | 2 | 1.260",
                "9.995 | DECIMAL(4, 3) | 2 | FAILS",
                "150 | INT | -2 | 200",
                "2147483647 | INT | -1 | FAILS",
                "9223372036854775807 | BIGINT | -1 | FAILS",
                "1.5 | FLOAT | 0 | 2.0",
                "NULL | DOUBLE | 0 | NULL",
                "1.5 | DOUBLE | NULL | NULL",
                "1.5 | DOUBLE | 2147483647 | 1.5",
                "1.5 | DOUBLE | -2147483648 | 0.0",
            })
    void rounding(@Nullable String number, String type, @Nullable String digits, @Nullable String expected) {
        assertGives(Sql.call(Function.ROUND, type, Sql.constant(type, number), Sql.constant("INT", digits)), expected);
    }

    @Test
    void rounding_leaves_what_is_no_number() {
        assertThat(result(call(Function.ROUND, "DOUBLE", "DOUBLE", "NaN"))).isEqualTo(Double.NaN);
        assertThat(result(call(Function.ROUND, "FLOAT", "FLOAT", "Infinity"))).isEqualTo(Float.POSITIVE_INFINITY);
    }

    @Property
    void integers_are_exact_or_fail(@ForAll long a, @ForAll long b) {
        BigInteger x = BigInteger.valueOf(a);
        BigInteger y = BigInteger.valueOf(b);
        assertExact(Function.PLUS, a, b, x.add(y));
        assertExact(Function.MINUS, a, b, x.subtract(y));
        assertExact(Function.TIMES, a, b, x.multiply(y));
    }

    private static void assertExact(Function function, long a, long b, BigInteger exact) {
        boolean fits = exact.compareTo(LEAST) >= 0 && exact.compareTo(MOST) <= 0;
        Expression expression = call(function, "BIGINT", "BIGINT", Long.toString(a), Long.toString(b));
        assertGives(expression, fits ? exact.toString() : "FAILS");
    }

    @Property
    void decimals_are_rounded_half_away_from_zero_or_fail(
            @ForAll @BigRange(min = "-1e30", max = "1e30") BigDecimal a,
            @ForAll @BigRange(min = "-1e30", max = "1e30") BigDecimal b) {
        // given
        BigDecimal x = a.setScale(4, RoundingMode.HALF_UP);
        BigDecimal y = b.setScale(4, RoundingMode.HALF_UP);
        BigDecimal product = x.multiply(y).setScale(4, RoundingMode.HALF_UP);

        // when, then
        assertGives(
                call(Function.TIMES, "DECIMAL(38, 4)", "DECIMAL(38, 4)", x.toPlainString(), y.toPlainString()),
                product.precision() > 38 ? "FAILS" : product.toPlainString());
    }

    private static void assertGives(Expression expression, @Nullable String expected) {
        if ("FAILS".equals(expected)) {
            assertThatThrownBy(() -> result(expression)).isInstanceOf(EvaluationException.class);
        } else {
            Object value = result(expression);
            assertThat(value == null ? null : text(value)).isEqualTo(expected);
        }
    }

    private static String text(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
