package io.millrace.bench;

import io.millrace.bench.avro.EventSummary;
import io.millrace.bench.avro.ShopClick;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What each workload must give, computed from the generated clicks and from nothing that the rivals wrote. */
final class Expectations {

    private static final long WINDOW_MILLIS = 600_000;

    private final AvroBytes<EventSummary> summaries;
    private final Digest.Sum all = new Digest.Sum();
    private final Digest.Sum kept = new Digest.Sum();
    private final Map<Cell, long[]> windows = new HashMap<>();

    private record Cell(long start, String eventType) {}

    Expectations(int summarySchemaId) {
        summaries = new AvroBytes<>(EventSummary.class, summarySchemaId);
    }

    void add(ShopClick click, byte[] value) {
        all.add(null, value);
        if (click.getEventType().equals("remove_from_cart")) {
            return;
        }
        kept.add(null, value);
        long millis = click.getTimestamp().toEpochMilli();
        long[] countAndCents = windows.computeIfAbsent(
                new Cell(millis - millis % WINDOW_MILLIS, click.getEventType()), cell -> new long[2]);
        countAndCents[0]++;
        countAndCents[1] += new BigInteger(click.getPrice().array()).longValueExact();
    }

    Digest of(Workload workload) {
        return switch (workload) {
            case BYTES -> all.digest();
            case FILTER, EPOCH -> kept.digest();
            case WINDOW -> summaries();
        };
    }

    private Digest summaries() {
        Digest.Sum sum = new Digest.Sum();
        windows.forEach((cell, countAndCents) -> sum.add(
                cell.eventType().getBytes(StandardCharsets.UTF_8),
                summaries.of(EventSummary.newBuilder()
                        .setEventType(cell.eventType())
                        .setWindowStart(Instant.ofEpochMilli(cell.start()))
                        .setWindowEnd(Instant.ofEpochMilli(cell.start() + WINDOW_MILLIS))
                        .setEventCount(countAndCents[0])
                        .setTotalPrice(ByteBuffer.wrap(
                                BigInteger.valueOf(countAndCents[1]).toByteArray()))
                        .build())));
        return sum.digest();
    }
}
