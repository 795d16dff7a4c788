package io.millrace.platform.clickstream;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A stream that is the same whenever it is made from the same numbers. Its events lie a little out of order, never by
 * more than the example's pipeline waits for, so none is late. After the last window comes one more event per
 * partition: without it, the last window would stay open.
 *
 * @param start when the first event happens; the start of a window
 * @param windows how many windows of ten minutes the events cover
 */
public record Clickstream(
        long seed, int events, int partitions, Instant start, int windows, Map<Fault, Integer> faults) {

    public static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Duration OUT_OF_ORDER_BY = Duration.ofSeconds(4);
    private static final int USERS = 5_000;
    private static final int PRODUCTS = 400;

    public Clickstream {
        if (start.toEpochMilli() % WINDOW.toMillis() != 0) {
            throw new IllegalArgumentException("start is not the start of a window: " + start);
        }
        faults = Map.copyOf(faults);
    }

    /** The same number of each ordinary fault. */
    public static Clickstream of(long seed, int events, Instant start, int windows, int ofEachFault) {
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.ORDINARY) {
            faults.put(fault, ofEachFault);
        }
        return new Clickstream(seed, events, 2, start, windows, faults);
    }

    /** The start of the window in which an instant lies. */
    static Instant windowStart(Instant instant) {
        long millis = instant.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, WINDOW.toMillis()));
    }

    /** When the last window ends: a result is due for what happened before. */
    public Instant end() {
        return start.plus(WINDOW.multipliedBy(windows));
    }

    /** All records, in the order in which they are to be written. */
    public List<Click> clicks() {
        Random random = new Random(seed);
        Map<Integer, Fault> faultAt = plantFaults(random);
        List<Click> clicks = new ArrayList<>(events + partitions);
        for (int i = 0; i < events; i++) {
            Optional<Fault> fault = Optional.ofNullable(faultAt.get(i));
            clicks.add(new Click(i % partitions, spoil(event(i, random), fault), fault));
        }
        for (int partition = 0; partition < partitions; partition++) {
            ShopEvent after = new ShopEvent(1L, "view", 1, new BigDecimal("1.00"), end().plus(Duration.ofMinutes(1)));
            clicks.add(new Click(partition, after, Optional.empty()));
        }
        return clicks;
    }

    private Map<Integer, Fault> plantFaults(Random random) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            places.add(i);
        }
        Collections.shuffle(places, random);
        Map<Integer, Fault> faultAt = new HashMap<>();
        int next = 0;
        for (Fault fault : Fault.values()) {
            for (int n = 0; n < faults.getOrDefault(fault, 0); n++) {
                faultAt.put(places.get(next++), fault);
            }
        }
        return faultAt;
    }

    private ShopEvent event(int index, Random random) {
        long span = Duration.between(start, end()).minus(OUT_OF_ORDER_BY).toMillis();
        Instant inOrder = start.plusMillis(span * index / events);
        return new ShopEvent(
                1L + random.nextInt(USERS),
                type(random.nextInt(100)),
                1L + random.nextInt(PRODUCTS),
                BigDecimal.valueOf(99 + random.nextInt(50_000), 2),
                inOrder.plusMillis(random.nextInt((int) OUT_OF_ORDER_BY.toMillis())));
    }

    // About as in a shop: most look, few buy.
    private static String type(int percent) {
        if (percent < 80) {
            return "view";
        }
        if (percent < 92) {
            return "cart";
        }
        return percent < 96 ? "remove_from_cart" : "purchase";
    }

    private static ShopEvent spoil(ShopEvent event, Optional<Fault> fault) {
        if (fault.isEmpty()) {
            return event;
        }
        return switch (fault.get()) {
            case NULL_USER -> event.withoutUser();
            case UNKNOWN_TYPE -> event.ofType("wishlist");
            case OVERSIZED -> event.ofType("x".repeat(Fault.OVERSIZE));
            case NOT_FRAMED, CUT_SHORT, UNKNOWN_SCHEMA, NO_VALUE -> event;
        };
    }
}
