package io.millrace.job.restarts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Windows that keep their events, and look through all of them for each result. */
final class NaiveWindows implements NaiveStep {

    private final long size;
    private final long slide;
    private final long allowedLateness;
    private final Map<String, NaiveWindow> windows = new TreeMap<>();
    private final Written written = new Written();

    NaiveWindows(long size, long slide, long allowedLateness) {
        this.size = size;
        this.slide = slide;
        this.allowedLateness = allowedLateness;
    }

    @Override
    public void arrives(Event event, long watermark) {
        boolean taken = false;
        long last = Math.floorDiv(event.time(), slide) * slide;
        for (long start = last; start + size > event.time(); start -= slide) {
            long lastInstant = start + size - 1;
            if (lastInstant + allowedLateness > watermark) {
                taken = true;
                NaiveWindow window = window(event.kind(), start);
                window.events.add(event);
                if (lastInstant <= watermark) {
                    written.result(window.name(), window.result());
                }
            }
        }
        if (!taken) {
            written.late(event);
        }
    }

    private NaiveWindow window(@Nullable String kind, long start) {
        NaiveWindow window = new NaiveWindow(kind, start, new ArrayList<>());
        return windows.computeIfAbsent(window.name(), name -> window);
    }

    @Override
    public void passed(int group, long before, long now) {
        for (NaiveWindow window : windows.values()) {
            long lastInstant = window.start + size - 1;
            if (NaiveWatermarks.group(window.kind) == group && before < lastInstant && lastInstant <= now) {
                written.result(window.name(), window.result());
            }
        }
    }

    @Override
    public Written written() {
        return written;
    }

    private record NaiveWindow(@Nullable String kind, long start, List<Event> events) {

        String name() {
            return kind + " from " + start;
        }

        /** In the order of {@link StepUnderTest#windows}. */
        String result() {
            long users = events.stream()
                    .map(Event::user)
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
            long ofAnn =
                    events.stream().filter(event -> "ann".equals(event.user())).count();
            String most = events.stream()
                    .map(Event::user)
                    .filter(Objects::nonNull)
                    .reduce("", (one, other) -> one.compareTo(other) > 0 ? one : other);
            List<Long> amounts = amounts().toList();
            long sum = amounts.stream().mapToLong(Long::longValue).sum();
            long sumOfDistinct = amounts.stream()
                    .filter(amount -> amount > 0)
                    .distinct()
                    .mapToLong(Long::longValue)
                    .sum();
            boolean somePositive = amounts.stream().anyMatch(amount -> amount > 0);
            return List.of(
                            events.size(),
                            users,
                            ofAnn,
                            amounts.isEmpty() ? "null" : sum,
                            somePositive ? sumOfDistinct : "null",
                            amounts.isEmpty() ? "null" : (double) sum / amounts.size(),
                            amounts().min(Long::compare).map(String::valueOf).orElse("null"),
                            most.isEmpty() ? "null" : most)
                    .toString();
        }

        private Stream<Long> amounts() {
            return events.stream().map(Event::amount).filter(Objects::nonNull);
        }
    }
}
