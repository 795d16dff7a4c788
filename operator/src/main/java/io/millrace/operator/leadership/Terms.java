package io.millrace.operator.leadership;

import java.time.Duration;

/**
 * How long things take in an election.
 *
 * <pre>
 *   renewed ──────────── deadline ───────────── duration ──────►
 *   the leader acts      it begins nothing,     another one may
 *                        and ends itself if     take the lease
 *                        something hangs
 * </pre>
 *
 * @param duration how long a lease counts after another one saw it renewed
 * @param deadline how long the leader acts after it renewed; between it and {@code duration} lie a pause and a call
 * @param pause between two looks
 */
public record Terms(Duration duration, Duration deadline, Duration pause) {

    /** A leader that was killed is followed within 20 seconds; a call of the store may take 2 s. */
    public static final Terms USUAL = new Terms(Duration.ofSeconds(15), Duration.ofSeconds(9), Duration.ofSeconds(2));

    /** What one call of the store may take. */
    public static final Duration CALL = Duration.ofSeconds(2);
}
