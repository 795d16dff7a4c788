package io.millrace.operator.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a record's timestamp may be from a broker's clock. The job stamps records with the time of writing; what a
 * broker refuses nevertheless would fail it for ever.
 */
public final class TimestampLimits {

    // As long as a producer tries to get rid of a record, and clocks that differ by some minutes.
    private static final Duration LEAST = Duration.ofMinutes(10);

    private static final List<String> KEYS = List.of(
            "message.timestamp.after.max.ms", "message.timestamp.before.max.ms", "message.timestamp.difference.max.ms");

    private TimestampLimits() {}

    /** What is wrong with the configuration under which a topic would be written, if anything is. */
    public static Optional<String> objection(String topic, Map<String, String> config) {
        if ("LogAppendTime".equals(config.get("message.timestamp.type"))) {
            return Optional.empty();
        }
        return KEYS.stream()
                .filter(key -> isTooShort(config.getOrDefault(key, "")))
                .findFirst()
                .map(key -> "topic " + topic + " has " + key + " " + config.get(key)
                        + ", so a record that is written a little late would be refused and stop the job; ask for at"
                        + " least " + LEAST.toMillis() + ", or for message.timestamp.type LogAppendTime");
    }

    // What is no number is for the brokers to refuse.
    private static boolean isTooShort(String millis) {
        return millis.matches("[0-9]{1,18}") && Long.parseLong(millis) < LEAST.toMillis();
    }
}
