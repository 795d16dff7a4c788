package io.millrace.lab;

import java.time.Duration;

/** How records come, and how often what is made of them is committed. */
enum Pace {
    /**
     * Bursts, none of them while the candidate starts, and checkpoints that take long to be stored: what the last burst
     * made is prepared then, and waits for its commit.
     */
    BURSTY(Duration.ofSeconds(4), Duration.ofSeconds(3), 60, Duration.ofSeconds(1)),
    /** A steady stream, and no checkpoint between the snapshot and the candidate's start. */
    LONG_CHECKPOINTS(Duration.ofSeconds(20), Duration.ZERO, 20, Duration.ofMillis(10));

    final Duration checkpointInterval;
    /** How long a checkpoint takes beyond what it takes anyway. */
    final Duration storing;

    final int recordsAtOnce;
    final Duration pause;

    Pace(Duration checkpointInterval, Duration storing, int recordsAtOnce, Duration pause) {
        this.checkpointInterval = checkpointInterval;
        this.storing = storing;
        this.recordsAtOnce = recordsAtOnce;
        this.pause = pause;
    }

    /** Whether it is the harm that comes of a candidate which ends the live job's transactions at this pace. */
    boolean shows(Harm harm) {
        return switch (this) {
            case BURSTY -> harm.lost() > 0;
            case LONG_CHECKPOINTS -> harm.twice() > 0;
        };
    }

    boolean restsWhileACandidateStarts() {
        return this == BURSTY;
    }
}
