package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.DeletionSpec;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.RestoreSpec;
import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.api.v1alpha1.RolloutSpec.OnFailure;
import io.millrace.api.v1alpha1.SavepointsSpec;
import io.millrace.compiler.DurationText;
import io.millrace.operator.canary.CanaryWishes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a spec says about how and when to do things; nothing of it is a part of the revision.
 *
 * @param suspend whether the job is to be stopped
 * @param finalSavepoint whether a deletion stops the job with one
 * @param restartNonce a value that was not acted on yet asks to restart, or to try again what has failed
 * @param restore a nonce that was not acted on yet asks to restore
 * @param schedule when savepoints are taken while the job runs on, as in cron
 * @param onFailure empty for the default, which depends on the sinks
 */
public record Wishes(
        boolean suspend,
        boolean finalSavepoint,
        Optional<Long> restartNonce,
        Optional<Restore> restore,
        Optional<String> schedule,
        Optional<OnFailure> onFailure,
        CanaryWishes canary,
        Deadlines deadlines,
        int keptSavepoints,
        int keptRevisions) {

    private static final int KEPT = 10;

    /** @param savepoint the name of a kept one, or of a ConfigMap that describes another pipeline's */
    public record Restore(String savepoint, long nonce) {}

    /** How long each part of an operation may take. */
    public record Deadlines(Duration savepoint, Duration start, Duration settle, Duration deletion) {

        public static final Deadlines DEFAULT = new Deadlines(
                Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(10));

        private static Deadlines of(RolloutSpec.@Nullable Deadlines rollout, @Nullable DeletionSpec deletion) {
            return new Deadlines(
                    rollout == null ? DEFAULT.savepoint : duration(rollout.savepoint(), DEFAULT.savepoint),
                    rollout == null ? DEFAULT.start : duration(rollout.start(), DEFAULT.start),
                    rollout == null ? DEFAULT.settle : duration(rollout.settle(), DEFAULT.settle),
                    deletion == null ? DEFAULT.deletion : duration(deletion.deadline(), DEFAULT.deletion));
        }

        private static Duration duration(@Nullable String text, Duration otherwise) {
            return text == null ? otherwise : Duration.ofMillis(DurationText.parseMillis(text));
        }
    }

    /** A nonce that is taken out of the spec asks for nothing. */
    public boolean askToRestart(Handled handled) {
        return restartNonce.isPresent() && !restartNonce.equals(handled.restart());
    }

    /** What is to be restored. Nothing is, while nothing is to run. */
    Optional<Restore> restoreToDo(Handled handled) {
        return restore.filter(asked -> !suspend && !handled.restore().equals(Optional.of(asked.nonce())));
    }

    /** Whether this is the kept one that the spec names, restored or not. */
    boolean restores(Savepoint kept) {
        return restore.filter(asked -> asked.savepoint().equals(kept.name())).isPresent();
    }

    public static Wishes of(PipelineSpec spec) {
        RolloutSpec rollout = spec.rollout();
        DeletionSpec deletion = spec.deletion();
        Integer kept = spec.savepoints() == null ? null : spec.savepoints().keep();
        return new Wishes(
                Boolean.TRUE.equals(spec.suspend()),
                deletion == null || !Boolean.FALSE.equals(deletion.savepoint()),
                Optional.ofNullable(spec.restartNonce()),
                Optional.ofNullable(spec.restore()).map(Wishes::restore),
                Optional.ofNullable(spec.savepoints()).map(SavepointsSpec::schedule),
                Optional.ofNullable(rollout).map(RolloutSpec::onFailure),
                CanaryWishes.of(rollout),
                Deadlines.of(rollout == null ? null : rollout.deadlines(), deletion),
                kept == null ? KEPT : kept,
                spec.revisionHistoryLimit() == null ? KEPT : spec.revisionHistoryLimit());
    }

    private static Restore restore(RestoreSpec asked) {
        return new Restore(asked.savepoint(), asked.nonce());
    }
}
