package io.millrace.platform.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.clickstream.EventSummary;
import io.millrace.platform.clickstream.Expectation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShortfallTest {

    private static final EventSummary VIEWS = row("view", 3);
    private static final EventSummary CARTS = row("cart", 2);

    static List<Arguments> outputs() {
        return List.of(
                Arguments.of("nothing yet", List.of(), 2, 0),
                Arguments.of("one row", List.of(VIEWS), 1, 0),
                Arguments.of("a row twice", List.of(VIEWS, VIEWS, CARTS), 0, 1),
                Arguments.of("a wrong count", List.of(row("view", 4), CARTS), 1, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outputs")
    void it_counts_what_is_missing_and_what_is_too_much(
            String name, List<EventSummary> rows, int missing, int tooMuch) {
        Expectation expected = new Expectation(List.of(VIEWS, CARTS), Map.of("DECODE", 1L));

        assertThat(new Shortfall(expected, new Expectation(rows, Map.of())).sentence())
                .isEqualTo("Of 2 rows, " + missing + " are missing, and " + tooMuch
                        + " are there that must not be. Dead letters: {}, and must be {DECODE=1}.");
    }

    private static EventSummary row(String type, long count) {
        return new EventSummary(type, Instant.EPOCH, Instant.EPOCH.plusSeconds(600), count, BigDecimal.TEN);
    }
}
