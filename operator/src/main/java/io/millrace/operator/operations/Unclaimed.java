package io.millrace.operator.operations;

import io.millrace.operator.jobs.JobState;
import io.millrace.operator.savepoints.SavepointChange;
import io.millrace.operator.savepoints.SnapshotState;
import java.time.Instant;
import java.util.Optional;

/**
 * A savepoint that was asked for and that nobody waits for any more. While Flink is at it, it stays asked for: nothing
 * else would tell where its data are.
 */
final class Unclaimed {

    private Unclaimed() {}

    /** What is to be done about it now, if anything is. */
    static Optional<Effect> removal(
            String name, SnapshotState state, Stored stored, OperationFacts facts, Instant now) {
        if (state instanceof SnapshotState.Pending pending && (pending.begun() || isRecent(name, facts, now))) {
            return Optional.empty();
        }
        if (state instanceof SnapshotState.Completed completed && !stored.keeps(completed.path())) {
            // Only a job that runs can remove one.
            return facts.job()
                    .value()
                    .filter(JobState::isUp)
                    .map(job -> new Effect.ChangeSavepoint(new SavepointChange.Discard(name, completed.path())));
        }
        return Optional.of(new Effect.ChangeSavepoint(new SavepointChange.Forget(name)));
    }

    /** Whether it may still come in the time that is given to savepoints. */
    static boolean isRecent(String name, OperationFacts facts, Instant now) {
        return Operation.askedAt(name)
                .isAfter(now.minus(facts.wishes().deadlines().savepoint()));
    }
}
