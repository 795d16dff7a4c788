package io.millrace.platform.clickstream;

import java.math.BigDecimal;
import java.time.Instant;

/** A row of the pipeline's output: what happened in one window, of one type. */
public record EventSummary(
        String eventType, Instant windowStart, Instant windowEnd, long eventCount, BigDecimal totalPrice) {

    EventSummary plus(ShopEvent event) {
        return new EventSummary(eventType, windowStart, windowEnd, eventCount + 1, totalPrice.add(event.price()));
    }
}
