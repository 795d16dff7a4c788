package io.millrace.compiler.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.RowType;
import io.millrace.definition.StepDefinition.Aggregate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expressions and what becomes of them, as tables in files: an expression to a line, and below it its type and its typed
 * tree, or the sentence that refuses it. Comments begin with #.
 */
class ExpressionTableTest {

    private static final Path TABLES = Path.of("src/test/resources/io/millrace/compiler/expressions");

    private static final Scope SCOPE = new Scope(
            new RowType(Stream.of(
                            "bool BOOLEAN",
                            "yes BOOLEAN NOT NULL",
                            "small INT",
                            "small_nn INT NOT NULL",
                            "big BIGINT",
                            "big_nn BIGINT NOT NULL",
                            "single FLOAT",
                            "dbl DOUBLE",
                            "price DECIMAL(10, 2)",
                            "rate DECIMAL(20, 5)",
                            "wide DECIMAL(38, 18)",
                            "name STRING",
                            "name_nn STRING NOT NULL",
                            "payload BYTES",
                            "birthday DATE",
                            "seen TIMESTAMP(3)",
                            "timestamp TIMESTAMP(3)",
                            "user STRING",
                            "current_date DATE")
                    .map(ExpressionTableTest::column)
                    .toList()),
            Map.of("tags", "it is an array, which no column type holds"));

    private static Column column(String text) {
        String[] parts = text.split(" ", 2);
        return new Column(parts[0], DataType.parse(parts[1]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"literals", "comparisons", "logic", "arithmetic", "texts", "conditionals", "casts", "parsing"})
    void expressions_become_typed_trees_or_sentences(String table) throws IOException {
        assertTable(TABLES.resolve(table + ".txt"), sql -> ExpressionCompiler.value(sql, SCOPE)
                .fold(Rendered::typed, sentence -> "!! " + sentence));
    }

    @Test
    void conditions_are_boolean() throws IOException {
        assertTable(TABLES.resolve("conditions.txt"), sql -> ExpressionCompiler.condition(sql, SCOPE)
                .fold(Rendered::typed, sentence -> "!! " + sentence));
    }

    @Test
    void aggregates_are_single_calls() throws IOException {
        assertTable(TABLES.resolve("aggregates.txt"), sql -> ExpressionCompiler.aggregate(sql, SCOPE)
                .fold(Rendered::typed, sentence -> "!! " + sentence));
    }

    private interface Answer {
        String to(String sql);
    }

    private static void assertTable(Path file, Answer answer) throws IOException {
        List<String> expected = Files.readAllLines(file);
        List<String> actual = new ArrayList<>();
        for (String line : expected) {
            if (line.startsWith("    ")) {
                continue;
            }
            actual.add(line);
            if (!line.isBlank() && !line.startsWith("#")) {
                actual.add("    " + answer.to(line.replace("\\n", "\n")));
            }
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.write(file, actual);
        }
        assertThat(Files.readAllLines(file))
                .as("%s; if this is meant: mvn test -pl schemas/compiler -Dgolden.write=true", file)
                .isEqualTo(actual);
    }

    /** A typed tree on one line. */
    private static final class Rendered {

        static String typed(Expression expression) {
            return expression.type() + "  " + tree(expression);
        }

        static String typed(Aggregate aggregate) {
            Expression argument = aggregate.argument();
            Expression filter = aggregate.filter();
            return aggregate.type() + "  " + aggregate.function() + "(" + (aggregate.distinct() ? "DISTINCT " : "")
                    + (argument == null ? "*" : tree(argument)) + ")"
                    + (filter == null ? "" : " FILTER " + tree(filter));
        }

        private static String tree(Expression expression) {
            if (expression instanceof Expression.ColumnValue column) {
                return column.name();
            }
            if (expression instanceof Expression.Literal literal) {
                return literal.type().name() + (literal.text() == null ? " NULL" : " '" + literal.text() + "'");
            }
            Expression.Call call = (Expression.Call) expression;
            String arguments = call.arguments().stream().map(Rendered::tree).collect(Collectors.joining(", "));
            String type = call.function().name().endsWith("CAST")
                    ? " AS " + call.type().name()
                    : "";
            return call.function() + "(" + arguments + type + ")";
        }
    }
}
