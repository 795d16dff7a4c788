package io.millrace.compiler.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.compiler.result.Checked;
import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.RowType;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text makes anything but a typed expression or a sentence, and none takes long. */
class AnyTextTest {

    private static final Scope SCOPE = Scope.of(new RowType(List.of(
            new Column("a", DataType.parse("INT")),
            new Column("b", DataType.parse("BOOLEAN")),
            new Column("s", DataType.parse("STRING NOT NULL")),
            new Column("d", DataType.parse("DECIMAL(10, 2)")),
            new Column("t", DataType.parse("TIMESTAMP(3)")),
            new Column("timestamp", DataType.parse("TIMESTAMP(3)")))));

    @Property(tries = 500)
    void any_words_of_sql(@ForAll("sql") String text) {
        assertAnswered(text);
    }

    @Property(tries = 500)
    void any_characters(@ForAll String text) {
        assertAnswered(text);
    }

    @Provide
    Arbitrary<String> sql() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "s",
                        "d",
                        "t",
                        "`timestamp`",
                        "timestamp",
                        "x",
                        "1",
                        "0.5",
                        "1e3",
                        "'x'",
                        "''",
                        "NULL",
                        "TRUE",
                        "UNKNOWN",
                        "DATE '2026-01-31'",
                        "TIMESTAMP",
                        "INTERVAL '1' DAY",
                        "+",
                        "-",
                        "*",
                        "/",
                        "%",
                        "||",
                        "=",
                        "<>",
                        "<",
                        ">=",
                        "(",
                        ")",
                        ",",
                        ".",
                        "[",
                        "]",
                        "AND",
                        "OR",
                        "NOT",
                        "IS",
                        "IS NOT",
                        "IS NULL",
                        "IN",
                        "IN (1, 2)",
                        "BETWEEN",
                        "LIKE",
                        "ESCAPE",
                        "CASE",
                        "WHEN",
                        "THEN",
                        "ELSE",
                        "END",
                        "CAST(",
                        "AS",
                        "INT",
                        "STRING",
                        "DECIMAL(5, 2)",
                        "TRY_CAST(",
                        "COALESCE(",
                        "NULLIF(",
                        "SUM(",
                        "COUNT(*)",
                        "UPPER(",
                        "SUBSTRING(",
                        "FROM",
                        "FOR",
                        "TRIM(",
                        "ROUND(",
                        "FLOOR(",
                        "SELECT",
                        "OVER",
                        "FILTER (WHERE",
                        "DISTINCT",
                        "EXISTS",
                        "ROW",
                        "ARRAY",
                        "{fn",
                        "}",
                        "?",
                        ";",
                        "--",
                        "/*",
                        "*/",
                        "\n",
                        "\"",
                        "`",
                        "\u0000",
                        "\uD83D\uDE00",
                        "X'ab'",
                        "U&'\\00'",
                        "99999999999999999999")
                .list()
                .ofMaxSize(14)
                .map(words -> String.join(" ", words));
    }

    private static void assertAnswered(String text) {
        assertThat(answer(ExpressionCompiler.value(text, SCOPE))).isNotBlank();
        assertThat(answer(ExpressionCompiler.condition(text, SCOPE))).isNotBlank();
        assertThat(answer(ExpressionCompiler.aggregate(text, SCOPE))).isNotBlank();
    }

    private static String answer(Checked<?> checked) {
        return checked.fold(Object::toString, sentence -> sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "a + ",
                "a || ",
                "a AND ",
                "a = ",
                "NOT ",
                "- ",
                "-(",
                "+ ",
                "ABS(",
                "CASE WHEN ",
                "CAST(",
                "a IN (",
                "a[",
                "a.",
                "a BETWEEN b AND ",
                "COALESCE(a, ",
                "CASE a WHEN 1 THEN ",
                "1 IS NULL ",
                "'x' ",
                "`a`.",
                "a IS NOT NULL AND (",
                "ARRAY[",
                "(SELECT ",
                "EXISTS (SELECT ",
                "b OR (a = ",
                "{fn ABS("
            })
    void repetition_is_limited_and_not_a_stack_overflow(String part) {
        // given
        String text = part.repeat(SqlParsing.MAX_LENGTH / part.length());

        // when, then
        assertThatCode(() -> assertAnswered(text)).doesNotThrowAnyException();
        assertThatCode(() -> assertAnswered(text.substring(0, text.length() / 2) + "b"))
                .doesNotThrowAnyException();
    }

    @Test
    void parentheses_up_to_the_limit_are_read_in_no_time() {
        // given
        String nested = "(".repeat(60) + "a" + ")".repeat(60);

        // when
        long start = System.nanoTime();
        Checked<Expression> checked = ExpressionCompiler.value(nested, SCOPE);

        // then
        assertThat(answer(checked)).contains("ColumnValue");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_long_chain_is_not_deep() {
        // given
        String chain = "b" + " AND b".repeat(600);

        // when, then
        assertThat(answer(ExpressionCompiler.condition(chain, SCOPE))).startsWith("Call[function=AND");
    }

    @Test
    void a_text_that_is_too_long_is_refused_before_it_is_read() {
        // when, then
        assertThat(answer(ExpressionCompiler.value("a".repeat(5000), SCOPE)))
                .isEqualTo("has 5000 characters; an expression has at most 4096");
    }
}
