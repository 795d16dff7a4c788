package io.millrace.platform.clickstream;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the example's pipeline must make of a clickstream, computed without it: every row of every window that has
 * ended, and how many dead letters of each code.
 */
public record Expectation(List<EventSummary> rows, Map<String, Long> deadLetters) {

    private static final Comparator<EventSummary> BY_WINDOW_AND_TYPE =
            Comparator.comparing(EventSummary::windowStart).thenComparing(EventSummary::eventType);

    private record Cell(Instant windowStart, String eventType) {}

    public static Expectation of(Clickstream stream) {
        return of(stream.clicks(), stream.end());
    }

    /** What is due of these clicks, when the windows that have ended by then are known to be complete. */
    public static Expectation of(List<Click> clicks, Instant end) {
        Map<Cell, EventSummary> cells = new HashMap<>();
        Map<String, Long> deadLetters = new TreeMap<>();
        for (Click click : clicks) {
            if (click.fault().isPresent()) {
                deadLetters.merge(click.fault().get().deadLetterCode(), 1L, Long::sum);
            } else if (click.event().timestamp().isBefore(end)) {
                count(click.event(), cells);
            }
        }
        return new Expectation(sorted(List.copyOf(cells.values())), deadLetters);
    }

    private static void count(ShopEvent event, Map<Cell, EventSummary> cells) {
        Instant start = Clickstream.windowStart(event.timestamp());
        Cell cell = new Cell(start, event.eventType());
        EventSummary soFar = cells.getOrDefault(
                cell,
                new EventSummary(
                        event.eventType(), start, start.plus(Clickstream.WINDOW), 0, BigDecimal.valueOf(0, 2)));
        cells.put(cell, soFar.plus(event));
    }

    /** Rows in the order of {@link #rows()}; duplicates stay, so that they are noticed. */
    public static List<EventSummary> sorted(List<EventSummary> rows) {
        return rows.stream().sorted(BY_WINDOW_AND_TYPE).toList();
    }
}
