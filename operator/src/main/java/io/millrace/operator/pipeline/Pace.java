package io.millrace.operator.pipeline;

import java.time.Duration;

/**
 * How long the pauses are between looks at what cannot be watched.
 *
 * @param times as fast as usual; a rehearsal of many runs need not wait as long as an operator that is kind to the
 *     systems it asks
 */
public record Pace(int times) {

    public static final Pace USUAL = new Pace(1);

    private static final Duration POLL = Duration.ofSeconds(5);

    Duration poll() {
        return of(POLL);
    }

    Duration of(Duration pause) {
        return pause.dividedBy(times);
    }
}
