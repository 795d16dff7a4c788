package io.millrace.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one turn took.
 *
 * @param cpuSecondsPerMillion of each process, per million records of the input
 */
record Measurement(Map<String, Double> cpuSecondsPerMillion, double recordsPerSecond) {

    static Measurement of(int records, Map<String, Duration> before, Map<String, Duration> after, Duration drained) {
        Map<String, Double> perMillion = new LinkedHashMap<>();
        after.forEach((process, used) -> perMillion.put(
                process, seconds(used.minus(before.getOrDefault(process, Duration.ZERO))) * 1_000_000 / records));
        return new Measurement(perMillion, records / seconds(drained));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    double cpu() {
        return cpuSecondsPerMillion.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    double cpu(String process) {
        return cpuSecondsPerMillion.getOrDefault(process, 0.0);
    }
}
