package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.jobs.JobState;
import java.util.Optional;

/** What a person can do where the operator must not decide. */
public final class Advice {

    /** A clause. */
    public static final String RESTORE_WHAT_IS_LIVE =
            "only what is live can be restored; put the live revision's spec back,"
                    + " or set spec.rollout.strategy to Savepoint";

    private static final String NOT_LOOKED_AT =
            "the Flink Kubernetes operator has not looked at it yet; if that stays so, see that it"
                    + " runs and watches this namespace";

    private Advice() {}

    /** Whether nobody has acted on a FlinkDeployment, in which case its job is not to blame. */
    public static Optional<String> notLookedAt(JobState job) {
        return Optional.of(NOT_LOOKED_AT)
                .filter(words -> job.taken().isEmpty() && job.error().isEmpty());
    }

    public static String startAgain(Stored stored) {
        String from = stored.lastStop()
                .map(Savepoint::path)
                .map(path -> "from savepoint " + path + ", so what was written since is written again")
                .orElse("from the beginning, as there is no savepoint");
        return "set spec.suspend to true and then to false to start it again " + from;
    }

    /** Of a job that somebody has stopped so that no savepoint was left. */
    public static String goOn(Stored stored, JobState job) {
        if (job.stop().equals(Optional.of(JobState.Stop.LAST_STATE))) {
            return "set spec.job.state of the FlinkDeployment to running, and it goes on from its last checkpoint: nothing"
                    + " is lost or repeated";
        }
        return stored.savepoints().isEmpty()
                ? "status.savepoints has none either; to start it from the beginning, delete the FlinkDeployment and set"
                        + " spec.suspend to true and then to false"
                : "name one of status.savepoints in spec.restore to go on from there, and what was written since then is"
                        + " written again";
    }

    public static String deleteWithoutSavepoint() {
        return "set spec.deletion.savepoint to false to delete the pipeline without a last savepoint";
    }
}
