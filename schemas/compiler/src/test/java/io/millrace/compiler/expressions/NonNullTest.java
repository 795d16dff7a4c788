package io.millrace.compiler.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.RowType;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonNullTest {

    private static final RowType ROW = new RowType(List.of(
            new Column("a", DataType.parse("INT")),
            new Column("b", DataType.parse("BIGINT")),
            new Column("s", DataType.parse("STRING")),
            new Column("c", DataType.parse("BOOLEAN"))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a IS NOT NULL                     | a",
                "a IS NOT NULL AND b IS NOT NULL   | a b",
                "a > 0                             | a",
                "a = b                             | a b",
                "a BETWEEN 1 AND 5                 | a",
                "s LIKE 'x%'                       | s",
                "s IN ('x', NULL)                  | s",
                "NOT a IS NULL                     | a",
                "(a > 1) IS TRUE                   | a",
                // What does not follow.
                "a IS NULL                         | ~~",
                "a > 0 OR b > 0                    | ~~",
                "NOT a > 0                         | ~~",
                "(a > 0) IS NOT FALSE              | ~~",
                "s NOT IN ('x')                    | ~~",
                "COALESCE(a, 0) > 0                | ~~",
                "TRY_CAST(s AS INT) > 0            | ~~",
                "c                                 | ~~",
                "1 IN (a, b)                       | ~~",
            })
    void a_condition_that_was_true_proves_columns_not_null(String sql, String proven) {
        // given
        Expression condition = ExpressionCompiler.condition(sql, Scope.of(ROW)).fold(typed -> typed, why -> {
            throw new AssertionError(why);
        });

        // when
        RowType after = NonNull.after(List.of(condition), ROW);

        // then
        assertThat(after.columns().stream()
                        .filter(column -> !column.type().nullable())
                        .map(Column::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(proven);
        assertThat(after.columns()).extracting(Column::name).containsExactly("a", "b", "s", "c");
    }
}
