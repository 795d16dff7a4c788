package io.millrace.job.logic;

import static io.millrace.job.logic.Sql.call;
import static io.millrace.job.logic.Sql.constant;
import static io.millrace.job.logic.Sql.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {

    private static final Expression FAILS = call(Function.DIVIDE, "INT", "INT", "1", "0");
    private static final Expression FAILING_CONDITION = call(Function.EQUAL, "BOOLEAN", FAILS, constant("INT", "1"));

    @ParameterizedTest(name = "{0} of {1}, {2} is {3}")
    @CsvSource(
            nullValues = "NULL",
            value = {
                "AND, true,  true,  true",
                "AND, true,  false, false",
                "AND, true,  NULL,  NULL",
                "AND, NULL,  false, false",
                "AND, NULL,  NULL,  NULL",
                "OR,  false, false, false",
                "OR,  false, true,  true",
                "OR,  false, NULL,  NULL",
                "OR,  NULL,  true,  true",
                "OR,  NULL,  NULL,  NULL",
            })
    void logic_has_three_values(
            Function function, @Nullable String left, @Nullable String right, @Nullable Boolean expected) {
        assertThat(result(call(function, "BOOLEAN", "BOOLEAN", left, right))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(
            nullValues = "NULL",
            value = {
                "NOT, true, false",
                "NOT, false, true",
                "NOT, NULL, NULL",
                "IS_NULL, NULL, true",
                "IS_NULL, true, false",
                "IS_NOT_NULL, NULL, false",
                "IS_NOT_NULL, false, true",
                "IS_TRUE, true, true",
                "IS_TRUE, NULL, false",
                "IS_NOT_TRUE, NULL, true",
                "IS_NOT_TRUE, true, false",
                "IS_FALSE, false, true",
                "IS_FALSE, NULL, false",
                "IS_NOT_FALSE, NULL, true",
                "IS_NOT_FALSE, false, false",
            })
    void one_condition(Function function, @Nullable String value, @Nullable Boolean expected) {
        assertThat(result(call(function, "BOOLEAN", "BOOLEAN", value))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} IN ({1}, {2}) is {3}")
    @CsvSource(
            nullValues = "NULL",
            value = {
                "a, a, b, true",
                "a, b, a, true",
                "a, b, c, false",
                "a, b, NULL, NULL",
                "a, a, NULL, true",
                "NULL, a, b, NULL",
            })
    void in_a_list(@Nullable String value, @Nullable String one, @Nullable String two, @Nullable Boolean expected) {
        assertThat(result(call(Function.IN, "BOOLEAN", "STRING", value, one, two)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "NULLIF({0}, {1}) is {2}")
    @CsvSource(
            nullValues = "NULL",
            value = {"1, 1, NULL", "1, 2, 1", "NULL, 1, NULL", "1, NULL, 1"})
    void null_if_equal(@Nullable String value, @Nullable String other, @Nullable Integer expected) {
        assertThat(result(call(Function.NULLIF, "INT", "INT", value, other))).isEqualTo(expected);
    }

    @Test
    void what_need_not_be_evaluated_cannot_fail() {
        assertThat(result(call(Function.AND, "BOOLEAN", constant("BOOLEAN", "false"), FAILING_CONDITION)))
                .isEqualTo(false);
        assertThat(result(call(Function.OR, "BOOLEAN", constant("BOOLEAN", "true"), FAILING_CONDITION)))
                .isEqualTo(true);
        assertThat(result(call(Function.COALESCE, "INT", constant("INT", "7"), FAILS)))
                .isEqualTo(7);
        assertThat(result(call(
                        Function.CASE,
                        "INT",
                        constant("BOOLEAN", "false"),
                        FAILS,
                        constant("BOOLEAN", "true"),
                        constant("INT", "2"),
                        FAILS)))
                .isEqualTo(2);
    }

    @Test
    void what_must_be_evaluated_does() {
        assertThatThrownBy(() -> result(call(Function.AND, "BOOLEAN", constant("BOOLEAN", null), FAILING_CONDITION)))
                .isInstanceOf(EvaluationException.class);
        assertThatThrownBy(() -> result(call(Function.COALESCE, "INT", constant("INT", null), FAILS)))
                .isInstanceOf(EvaluationException.class);
    }

    @Test
    void a_condition_of_case_that_is_null_does_not_hold() {
        assertThat(result(call(
                        Function.CASE,
                        "STRING",
                        constant("BOOLEAN", null),
                        constant("STRING", "then"),
                        constant("STRING", "otherwise"))))
                .isEqualTo("otherwise");
    }

    @Property
    void and_is_the_least_and_or_the_greatest_where_null_stands_between(
            @ForAll @Size(min = 2, max = 6) List<@WithNull(0.3) Boolean> values) {
        // given
        @Nullable
        String[] texts = values.stream()
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);

        // when
        Object and = result(call(Function.AND, "BOOLEAN", "BOOLEAN", texts));
        Object or = result(call(Function.OR, "BOOLEAN", "BOOLEAN", texts));

        // then
        assertThat(rank((Boolean) and))
                .isEqualTo(values.stream().mapToInt(ConditionsTest::rank).min().getAsInt());
        assertThat(rank((Boolean) or))
                .isEqualTo(values.stream().mapToInt(ConditionsTest::rank).max().getAsInt());
    }

    private static int rank(@Nullable Boolean value) {
        return value == null ? 1 : value ? 2 : 0;
    }
}
