package io.millrace.job.logic;

import static io.millrace.job.logic.Sql.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.job.logic.AccumulatorLayout.Slot;
import io.millrace.job.records.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccumulatorsTest {

    private static final String MOST = "999999999999999999999999999999999999";
    private static final String LEAST = "-" + MOST;

    @ParameterizedTest(name = "{0}({1}) over {2} is {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "COUNT | INT | 1,2,- | BIGINT | 2",
                "COUNT | INT | - | BIGINT | 0",
                "SUM | INT | 2147483647,1 | BIGINT | 2147483648",
                "SUM | BIGINT | -,- | BIGINT | NULL",
                "SUM | BIGINT | 9223372036854775807,1,-1 | BIGINT | 9223372036854775807",
                "SUM | BIGINT | 9223372036854775807,1 | BIGINT | FAILS",
                "SUM | DOUBLE | 0.5,0.25 | DOUBLE | 0.75",
                "SUM | FLOAT | 0.5,0.25 | DOUBLE | 0.75",
                "SUM | DECIMAL(4, 2) | 99.99,99.99 | DECIMAL(38, 2) | 199.98",
                "SUM | DECIMAL(38, 0) | 99999999999999999999999999999999999999,1 | DECIMAL(38, 0) | FAILS",
                "MIN | STRING | b,a,- | STRING | a",
                "MAX | STRING | b,a,- | STRING | b",
                "MIN | DATE | 2026-01-31,2026-01-30 | DATE | 20483",
                "MAX | BOOLEAN | false,true | BOOLEAN | true",
                "MIN | DOUBLE | - | DOUBLE | NULL",
                "MAX | DECIMAL(4, 2) | 1.50,1.25 | DECIMAL(4, 2) | 1.50",
                "AVG | INT | 1,2 | DOUBLE | 1.5",
                "AVG | BIGINT | 9223372036854775807,9223372036854775807 | DOUBLE | 9.223372036854776E18",
                "AVG | DOUBLE | 1,2,4.5 | DOUBLE | 2.5",
                "AVG | DECIMAL(4, 2) | 1.00,1.00,2.00 | DECIMAL(38, 6) | 1.333333",
                "AVG | INT | - | DOUBLE | NULL",
            })
    void aggregates(
            AggregateFunction function, String argument, String values, String result, @Nullable String expected) {
        assertAggregate(new Slot("n", function, false, argument, result, 0), argument, values, expected);
    }

    private static void assertAggregate(Slot slot, String argument, String values, @Nullable String expected) {
        // given
        Accumulators accumulators = new AccumulatorLayout(List.of(slot)).newAccumulators();

        // when
        Arrays.stream(values.split(","))
                .map(text -> text.equals("-") ? null : Literals.parse(text, type(argument)))
                .forEach(value -> accumulators.add(new Row(value)));

        // then
        if ("FAILS".equals(expected)) {
            assertThatThrownBy(() -> accumulators.result(0)).isInstanceOf(EvaluationException.class);
        } else {
            Object value = accumulators.result(0);
            assertThat(value == null ? null : value.toString()).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}(DISTINCT {1}) over {2} is {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "COUNT | STRING | a,b,a,-,b | BIGINT | 2",
                "COUNT | STRING | - | BIGINT | 0",
                "COUNT | DOUBLE | 0.0,-0.0,1 | BIGINT | 2",
                "COUNT | BYTES | 00,00,01 | BIGINT | 2",
                "COUNT | DECIMAL(4, 2) | 1.50,1.50,1.51 | BIGINT | 2",
                "SUM | INT | 2,2,3,- | BIGINT | 5",
                "SUM | BIGINT | - | BIGINT | NULL",
                "SUM | BIGINT | 9223372036854775807,1 | BIGINT | FAILS",
                "AVG | INT | 1,1,1,2 | DOUBLE | 1.5",
            })
    void distinct_values_count_once(
            AggregateFunction function, String argument, String values, String result, @Nullable String expected) {
        assertAggregate(new Slot("n", function, true, argument, result, 0), argument, values, expected);
    }

    @Property(tries = 5)
    void more_distinct_values_than_a_window_may_keep_are_no_number_and_their_state_is_small(
            @ForAll @IntRange(max = 20) int more) throws IOException {
        // given
        AccumulatorLayout layout =
                new AccumulatorLayout(List.of(new Slot("n", AggregateFunction.COUNT, true, "BIGINT", "BIGINT", 0)));
        Accumulators accumulators = layout.newAccumulators();
        long most = DistinctValues.MOST_BYTES / 16;

        // when
        for (long value = 0; value < most; value++) {
            accumulators.add(new Row(value));
        }
        Object atTheLimit = accumulators.result(0);
        Accumulators restored = storedAndRead(accumulators, layout);
        for (long value = most; value <= most + more; value++) {
            restored.add(new Row(value));
        }

        // then
        assertThat(atTheLimit).isEqualTo(most);
        assertThatThrownBy(() -> restored.result(0))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo(DeadLetterCode.STATE_LIMIT));
        assertThat(bytes(restored)).hasSizeLessThan(16);
    }

    @Test
    void counting_every_row_counts_those_with_null_too() {
        // given
        Accumulators accumulators =
                layout(AggregateFunction.COUNT, "BOOLEAN", "BIGINT", -1).newAccumulators();

        // when
        accumulators.add(new Row());
        accumulators.add(new Row());

        // then
        assertThat(accumulators.result(0)).isEqualTo(2L);
    }

    @Property
    void a_sum_is_exact_in_any_order(@ForAll @NotEmpty List<Long> values, @ForAll long seed) {
        // given
        List<Long> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, new Random(seed));
        Accumulators accumulators =
                layout(AggregateFunction.SUM, "BIGINT", "DECIMAL(38, 0)", 0).newAccumulators();

        // when
        shuffled.forEach(value -> accumulators.add(new Row(value)));

        // then
        BigInteger exact = values.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(accumulators.result(0)).isEqualTo(new BigDecimal(exact));
    }

    @Property
    void a_sum_of_decimals_is_exact_whichever_digits_fit_a_long(
            @ForAll @NotEmpty @Size(max = 50) List<@BigRange(min = LEAST, max = MOST) BigInteger> unscaled)
            throws IOException {
        // given
        AccumulatorLayout layout = layout(AggregateFunction.SUM, "DECIMAL(36, 4)", "DECIMAL(38, 4)", 0);
        Accumulators accumulators = layout.newAccumulators();

        // when
        BigDecimal exact = BigDecimal.ZERO.setScale(4);
        for (BigInteger digits : unscaled) {
            BigDecimal value = new BigDecimal(digits, 4);
            accumulators.add(new Row(value));
            exact = exact.add(value);
            accumulators = storedAndRead(accumulators, layout);
        }

        // then
        assertThat(accumulators.result(0)).isEqualTo(exact);
    }

    @Property
    void storing_in_between_changes_nothing(
            @ForAll @NotEmpty List<Long> values, @ForAll @IntRange(max = 100) int percent) throws IOException {
        // given
        AccumulatorLayout layout = everything();
        int middle = values.size() * percent / 100;
        Accumulators whole = layout.newAccumulators();
        Accumulators first = layout.newAccumulators();

        // when
        values.forEach(value -> whole.add(row(value)));
        values.subList(0, middle).forEach(value -> first.add(row(value)));
        Accumulators second = storedAndRead(first, layout);
        values.subList(middle, values.size()).forEach(value -> second.add(row(value)));

        // then
        assertThat(results(second)).isEqualTo(results(whole));
    }

    private static Row row(long value) {
        return new Row(value, BigDecimal.valueOf(value, 2), (double) value, Long.toString(value));
    }

    private static AccumulatorLayout everything() {
        return new AccumulatorLayout(List.of(
                new Slot("a", AggregateFunction.COUNT, false, "BOOLEAN", "BIGINT", -1),
                new Slot("b", AggregateFunction.SUM, false, "BIGINT", "DECIMAL(38, 0)", 0),
                new Slot("c", AggregateFunction.AVG, false, "BIGINT", "DOUBLE", 0),
                new Slot("d", AggregateFunction.SUM, false, "DECIMAL(20, 2)", "DECIMAL(38, 2)", 1),
                new Slot("e", AggregateFunction.AVG, false, "DECIMAL(20, 2)", "DECIMAL(38, 6)", 1),
                new Slot("f", AggregateFunction.SUM, false, "DOUBLE", "DOUBLE", 2),
                new Slot("g", AggregateFunction.MIN, false, "STRING", "STRING", 3),
                new Slot("h", AggregateFunction.MAX, false, "BIGINT", "BIGINT", 0),
                new Slot("i", AggregateFunction.COUNT, true, "STRING", "BIGINT", 3),
                new Slot("j", AggregateFunction.SUM, true, "DECIMAL(20, 2)", "DECIMAL(38, 2)", 1)));
    }

    private static List<@Nullable Object> results(Accumulators accumulators) {
        List<@Nullable Object> results = new ArrayList<>();
        for (int i = 0; i < accumulators.size(); i++) {
            results.add(accumulators.result(i));
        }
        return results;
    }

    private static Accumulators storedAndRead(Accumulators accumulators, AccumulatorLayout layout) throws IOException {
        return layout.read(new DataInputStream(new ByteArrayInputStream(bytes(accumulators))));
    }

    private static byte[] bytes(Accumulators accumulators) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        accumulators.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static AccumulatorLayout layout(AggregateFunction function, String argument, String result, int column) {
        return new AccumulatorLayout(List.of(new Slot("n", function, false, argument, result, column)));
    }
}
