package io.millrace.platform.clickstream;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/** A row of {@code event_summary}: what happened in one window, per event type. */
public record SummaryRow(
        Instant windowStart, Instant windowEnd, String eventType, long eventCount, BigDecimal totalPrice)
        implements Comparable<SummaryRow> {

    private static final Comparator<SummaryRow> ORDER = Comparator.comparing(SummaryRow::windowStart)
            .thenComparing(SummaryRow::eventType)
            .thenComparing(SummaryRow::eventCount)
            .thenComparing(SummaryRow::totalPrice);

    @Override
    public int compareTo(SummaryRow other) {
        return ORDER.compare(this, other);
    }
}
