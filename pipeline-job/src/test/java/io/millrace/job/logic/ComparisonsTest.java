package io.millrace.job.logic;

import static io.millrace.job.logic.Sql.call;
import static io.millrace.job.logic.Sql.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Function;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonsTest {

    @ParameterizedTest(name = "{1} {0} {2} of {3} is {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "EQUAL | 1 | 1 | INT | true",
                "NOT_EQUAL | 1 | 1 | INT | false",
                "LESS | 1 | 2 | BIGINT | true",
                "LESS_OR_EQUAL | 2 | 2 | BIGINT | true",
                "GREATER | 2.5 | 2.4 | DOUBLE | true",
                "GREATER_OR_EQUAL | 2.5 | 2.5 | FLOAT | true",
                "EQUAL | 0.0 | -0.0 | DOUBLE | true",
                "EQUAL | NaN | NaN | DOUBLE | false",
                "NOT_EQUAL | NaN | NaN | DOUBLE | true",
                "GREATER | NaN | 1 | DOUBLE | false",
                "EQUAL | 1.50 | 1.5 | DECIMAL(4, 2) | true",
                "LESS | a | b | STRING | true",
                "EQUAL | a | A | STRING | false",
                "LESS | 2026-01-31 | 2026-02-01 | DATE | true",
                "GREATER | 2026-01-31T12:00:00.001 | 2026-01-31T12:00:00.000 | TIMESTAMP(3) | true",
                "LESS | 7f | 80 | BYTES | true",
                "EQUAL | 00ff | 00ff | BYTES | true",
                "LESS | false | true | BOOLEAN | true",
                "EQUAL | NULL | 1 | INT | NULL",
                "NOT_EQUAL | 1 | NULL | INT | NULL",
                "EQUAL | NULL | NULL | INT | NULL",
            })
    void values_of_one_type(
            Function function, @Nullable String left, @Nullable String right, String type, @Nullable Boolean expected) {
        assertThat(result(call(function, "BOOLEAN", type, left, right))).isEqualTo(expected);
    }

    @Property
    void texts_are_in_the_order_of_their_utf8(@ForAll("texts") String a, @ForAll("texts") String b) {
        // given
        int bytes = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        Comparator<Object> order = Comparisons.comparator(Sql.type("STRING"));

        // when, then
        assertThat(Integer.signum(order.compare(a, b))).isEqualTo(Integer.signum(bytes));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(0x61, 0x62, 0xE9, 0x20AC, 0xFFFD, 0x10000, 0x1F600)
                .list()
                .ofMaxSize(4)
                .map(points -> new String(points.stream().mapToInt(i -> i).toArray(), 0, points.size()));
    }
}
