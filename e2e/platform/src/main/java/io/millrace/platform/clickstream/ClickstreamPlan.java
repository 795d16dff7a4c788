package io.millrace.platform.clickstream;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;

/**
 * Which events are sent: the same seed gives the same events. Event time runs from {@code start} to {@code end}, out of
 * order by less than {@link #OUT_OF_ORDER}; each partition ends with a valid event at {@code end}, so that every window
 * that ends {@link #OUT_OF_ORDER} before that is complete.
 *
 * @param events how many, faulty ones included; the last event of each partition comes on top
 * @param faults how many of each, spread evenly
 */
public record ClickstreamPlan(
        long seed, int events, int partitions, Instant start, Instant end, Map<Fault, Integer> faults) {

    /** What the example's {@code maxOutOfOrder} allows. */
    public static final Duration OUT_OF_ORDER = Duration.ofSeconds(5);

    private static final List<String> TYPES =
            List.of("view", "view", "view", "view", "cart", "cart", "remove_from_cart", "purchase");

    public ClickstreamPlan {
        faults = Map.copyOf(faults);
    }

    /** A share of each fault that suits a demonstration: one event in a hundred is faulty. */
    public static Map<Fault, Integer> onePercentOf(int events) {
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            faults.put(fault, Math.max(1, events / (100 * Fault.values().length)));
        }
        return faults;
    }

    /** The records in the order of sending. */
    public List<PlannedRecord> records(Schema schema, int schemaId) {
        ShopEventEncoder encoder = new ShopEventEncoder(schema, schemaId);
        Random random = new Random(seed);
        List<Optional<Fault>> sequence = spreadFaults();
        double step = (double) (end.toEpochMilli() - start.toEpochMilli()) / events;
        List<PlannedRecord> records = new ArrayList<>(events + partitions);
        for (int i = 0; i < events; i++) {
            long early = random.nextInt((int) OUT_OF_ORDER.toMillis());
            long timestamp = Math.max(start.toEpochMilli(), start.toEpochMilli() + (long) (i * step) - early);
            records.add(record(i % partitions, randomEvent(random, timestamp), sequence.get(i), encoder));
        }
        for (int partition = 0; partition < partitions; partition++) {
            records.add(record(partition, randomEvent(random, end.toEpochMilli()), Optional.empty(), encoder));
        }
        return records;
    }

    private List<Optional<Fault>> spreadFaults() {
        List<Optional<Fault>> sequence = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            sequence.add(Optional.empty());
        }
        for (Fault fault : Fault.values()) {
            int count = faults.getOrDefault(fault, 0);
            for (int k = 0; k < count; k++) {
                int wanted = (int) ((long) events * k / count);
                int free = wanted;
                while (sequence.get(free % events).isPresent()) {
                    free++;
                }
                sequence.set(free % events, Optional.of(fault));
            }
        }
        return sequence;
    }

    private static ShopEvent randomEvent(Random random, long timestamp) {
        return new ShopEvent(
                1L + random.nextInt(1000),
                TYPES.get(random.nextInt(TYPES.size())),
                1L + random.nextInt(200),
                BigDecimal.valueOf(99 + random.nextInt(20_000), 2),
                timestamp);
    }

    private static PlannedRecord record(
            int partition, ShopEvent event, Optional<Fault> fault, ShopEventEncoder encoder) {
        ShopEvent sent = fault.map(f -> spoil(event, f)).orElse(event);
        byte[] key = Long.toString(sent.productId()).getBytes(StandardCharsets.UTF_8);
        byte[] value = fault.map(f -> encoder.encodeBroken(sent, f)).orElseGet(() -> encoder.encode(sent));
        return new PlannedRecord(partition, key, value, sent, fault);
    }

    private static ShopEvent spoil(ShopEvent event, Fault fault) {
        return switch (fault) {
            case NULL_USER ->
                new ShopEvent(null, event.eventType(), event.productId(), event.price(), event.timestamp());
            case UNKNOWN_TYPE ->
                new ShopEvent(event.userId(), "wishlist", event.productId(), event.price(), event.timestamp());
            case NOT_AVRO, BROKEN_AVRO, UNKNOWN_SCHEMA -> event;
        };
    }
}
