package io.millrace.operator.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Makes counters that never go back out of figures that do. When a job is restored from an older savepoint, its books are
 * those of that time; Prometheus would take the step back for a restart from 0 and count everything again.
 */
final class Odometer<K> {

    private record Reading(double figure, double offset) {}

    private final Map<K, Reading> readings = new HashMap<>();

    double read(K series, double figure) {
        Reading before = readings.getOrDefault(series, new Reading(figure, 0));
        double stepBack = Math.max(0, before.figure() - figure);
        Reading now = new Reading(figure, before.offset() + stepBack);
        readings.put(series, now);
        return now.figure() + now.offset();
    }

    void keepOnly(Predicate<K> series) {
        readings.keySet().removeIf(series.negate());
    }
}
