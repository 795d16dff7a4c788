package io.millrace.platform.clickstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClickstreamTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Clickstream stream = Clickstream.of(7, 10_000, NOON, 3, 20);

    @Test
    void the_same_numbers_give_the_same_stream() {
        assertThat(Clickstream.of(7, 10_000, NOON, 3, 20).clicks()).isEqualTo(stream.clicks());
        assertThat(Clickstream.of(8, 10_000, NOON, 3, 20).clicks()).isNotEqualTo(stream.clicks());
    }

    @Test
    void every_ordinary_fault_is_there_as_often_as_asked() {
        Map<Fault, Long> planted = stream.clicks().stream()
                .map(Click::fault)
                .flatMap(Optional::stream)
                .collect(
                        Collectors.groupingBy(fault -> fault, () -> new EnumMap<>(Fault.class), Collectors.counting()));

        assertThat(planted).hasSameSizeAs(Fault.ORDINARY).allSatisfy((fault, count) -> assertThat(count)
                .isEqualTo(20));
    }

    @Test
    void no_event_of_a_partition_comes_more_than_five_seconds_after_a_later_one() {
        for (int partition = 0; partition < stream.partitions(); partition++) {
            Instant latest = Instant.MIN;
            for (Click click : stream.clicks()) {
                if (click.partition() == partition) {
                    assertThat(click.event().timestamp().plus(Duration.ofSeconds(5)))
                            .isAfter(latest);
                    latest = click.event().timestamp().isAfter(latest)
                            ? click.event().timestamp()
                            : latest;
                }
            }
        }
    }

    @Test
    void all_but_the_last_event_of_each_partition_lie_in_the_windows() {
        List<Click> clicks = stream.clicks();

        assertThat(clicks.subList(0, 10_000))
                .allSatisfy(click -> assertThat(click.event().timestamp()).isBetween(NOON, stream.end()));
        assertThat(clicks.subList(10_000, clicks.size()))
                .hasSize(2)
                .allSatisfy(click -> assertThat(click.event().timestamp()).isAfter(stream.end()));
    }

    @Test
    void the_expectation_counts_each_good_event_once_and_each_fault_once() {
        Expectation expected = Expectation.of(stream);

        assertThat(expected.rows()).hasSize(3 * ShopEvent.TYPES.size());
        assertThat(expected.rows().stream().mapToLong(EventSummary::eventCount).sum())
                .isEqualTo(10_000 - 5 * 20);
        assertThat(expected.deadLetters())
                .isEqualTo(Map.of("VALIDATION", 40L, "BAD_FRAMING", 20L, "DECODE", 20L, "SCHEMA_NOT_FOUND", 20L));
    }

    @Test
    void a_row_holds_the_sum_of_its_prices() {
        BigDecimal all = stream.clicks().stream()
                .filter(click -> click.fault().isEmpty())
                .filter(click -> click.event().timestamp().isBefore(stream.end()))
                .map(click -> click.event().price())
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(Expectation.of(stream).rows().stream()
                        .map(EventSummary::totalPrice)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(all);
    }

    @Test
    void a_stream_begins_with_a_window() {
        assertThatThrownBy(() -> Clickstream.of(7, 10, NOON.plusSeconds(1), 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
