package io.millrace.operator.revisions.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * When the files of jobs were seen last. They are as large as what is compiled, and nobody but a person removes them, so
 * that not each turn has to look.
 */
final class SeenFiles {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Map<String, Instant> seen = new ConcurrentHashMap<>();
    private final InstantSource clock;

    SeenFiles(InstantSource clock) {
        this.clock = clock;
    }

    /** What was not there is looked for each time. */
    boolean areThere(String name, BooleanSupplier look) {
        Instant now = clock.instant();
        seen.values().removeIf(at -> !now.isBefore(at.plus(FRESH)));
        if (!seen.containsKey(name) && look.getAsBoolean()) {
            seen.put(name, now);
        }
        return seen.containsKey(name);
    }
}
