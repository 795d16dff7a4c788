package io.millrace.platform.clickstream;

import io.millrace.definition.DeadLetterCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the clickstream pipeline must make of a plan's records, computed from the events alone.
 *
 * @param rows of the windows that are complete, sorted
 * @param deadLetters the values of the records that must be dead letters, in hex, sorted, by code
 */
public record ClickstreamExpectation(List<SummaryRow> rows, Map<DeadLetterCode, List<String>> deadLetters) {

    private static final long WINDOW = Duration.ofMinutes(10).toMillis();

    /** @param end the plan's end: windows that end too late for it stay open */
    public static ClickstreamExpectation of(List<PlannedRecord> records, Instant end) {
        // Flink's watermark is one millisecond behind what can still come, and a window closes at its last millisecond.
        long watermark = end.minus(ClickstreamPlan.OUT_OF_ORDER).toEpochMilli() - 1;
        Map<String, SummaryRow> rows = new TreeMap<>();
        Map<DeadLetterCode, List<String>> deadLetters = new EnumMap<>(DeadLetterCode.class);
        for (PlannedRecord record : records) {
            if (record.fault().isPresent()) {
                deadLetters
                        .computeIfAbsent(record.fault().get().code(), code -> new ArrayList<>())
                        .add(HexFormat.of().formatHex(record.value()));
            } else if (windowStart(record.event()) + WINDOW - 1 <= watermark) {
                SummaryRow row = rowOf(record.event());
                rows.merge(row.windowStart() + "/" + row.eventType(), row, ClickstreamExpectation::add);
            }
        }
        deadLetters.values().forEach(Collections::sort);
        return new ClickstreamExpectation(rows.values().stream().sorted().toList(), deadLetters);
    }

    private static long windowStart(ShopEvent event) {
        return event.timestamp() - Math.floorMod(event.timestamp(), WINDOW);
    }

    private static SummaryRow rowOf(ShopEvent event) {
        Instant start = Instant.ofEpochMilli(windowStart(event));
        return new SummaryRow(start, start.plusMillis(WINDOW), event.eventType(), 1, event.price());
    }

    private static SummaryRow add(SummaryRow left, SummaryRow right) {
        BigDecimal total = left.totalPrice().add(right.totalPrice());
        return new SummaryRow(
                left.windowStart(), left.windowEnd(), left.eventType(), left.eventCount() + right.eventCount(), total);
    }
}
