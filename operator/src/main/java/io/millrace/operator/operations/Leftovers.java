package io.millrace.operator.operations;

import io.millrace.operator.canary.Candidate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What Kafka does not let go of when a candidate is removed: it does no harm, so nothing waits for it for ever. */
public final class Leftovers {

    private Leftovers() {}

    /** Counted from when its job was gone; that itself is waited for. */
    static Optional<Instant> givenUpAt(Candidate candidate, OperationFacts facts, Instant now) {
        return candidate.stoppedAt().map(at -> facts.counted(at, now)
                .plus(facts.wishes().deadlines().start()));
    }

    /** While it is waited for, until when; for the end of a sentence. */
    public static String advice(Stored stored, OperationFacts facts, Instant now) {
        return stored.candidateThere()
                .flatMap(candidate -> givenUpAt(candidate, facts, now))
                .map(at ->
                        "; what Kafka keeps of the candidate is left behind at " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
    }
}
