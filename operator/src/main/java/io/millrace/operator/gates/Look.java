package io.millrace.operator.gates;

import java.time.Duration;
import java.time.Instant;

/** Both jobs at one moment. */
public record Look(Instant at, JobSight live, JobSight candidate) {

    // Until the code is compiled and what has come meanwhile is read, a candidate is slower than the revision is.
    private static final Duration WARM_UP = Duration.ofMinutes(3);

    /** @param since when the candidate had been restored */
    Minute after(Instant then, Counters ofLive, Counters ofCandidate, Instant since) {
        return new Minute(
                Duration.between(then, at),
                !then.isBefore(since.plus(WARM_UP)),
                live.since(ofLive),
                candidate.since(ofCandidate));
    }
}
