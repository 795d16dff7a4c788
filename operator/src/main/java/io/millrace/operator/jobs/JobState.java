package io.millrace.operator.jobs;

import io.millrace.operator.result.Observed;
import java.util.Optional;

/**
 * A FlinkDeployment as it is. Its status is internal to the Flink Kubernetes operator, so few fields are read.
 *
 * @param generation of the spec that was seen
 * @param ours whether it belongs to the pipeline that was asked for
 * @param asked what its spec asks for
 * @param taken what the Flink Kubernetes operator says it last acted on; empty before its first look
 * @param caughtUp whether it has seen the present spec
 * @param jobState Flink's word, or empty while there is none
 * @param stop how it was stopped; empty while it is not
 * @param recordedPath from where a job was last to go on, which stays there whatever becomes of later ones
 * @param nonces of its spec
 * @param error what went wrong last; it may heal by itself
 */
public record JobState(
        String uid,
        long generation,
        boolean ours,
        boolean deleting,
        Spec asked,
        Optional<Spec> taken,
        boolean caughtUp,
        String lifecycle,
        String jobManager,
        String jobState,
        String jobId,
        Optional<Stop> stop,
        Optional<String> recordedPath,
        Nonces nonces,
        Optional<String> error) {

    /** The part of a spec that operations decide about. */
    public record Spec(String revision, boolean running) {}

    /** What the Flink Kubernetes operator has kept of the job. */
    public enum Stop {
        SAVEPOINT,
        /** It goes on from the last checkpoint by itself when it is set running again. */
        LAST_STATE,
        NOTHING
    }

    /** This very deployment, while nobody has edited its spec. Its status may have moved on. */
    public record Version(String uid, long generation) {}

    public Version version() {
        return new Version(uid, generation);
    }

    public boolean asksFor(String revision, boolean running) {
        return asked.equals(new Spec(revision, running));
    }

    public boolean asksForRevision(String revision) {
        return asked.revision().equals(revision);
    }

    /** Running, by the present spec. */
    public boolean isUp() {
        return isOfPresentSpec() && jobManager.equals("READY") && jobState.equals("RUNNING");
    }

    /** Of the last stop, as long as no later one was without. */
    public Optional<String> savepointPath() {
        return recordedPath.filter(path -> stop.isEmpty() || stop.equals(Optional.of(Stop.SAVEPOINT)));
    }

    /** Stopped, by the present spec. The JobManager may still be there. */
    public boolean isStopped() {
        return isOfPresentSpec() && !asked.running() && lifecycle.equals("SUSPENDED") && !jobState.equals("RUNNING");
    }

    /** Nobody here stops a job like that. */
    public boolean isStoppedWithoutSavepoint() {
        return isStopped() && savepointPath().isEmpty();
    }

    /** What Flink says about the job that is asked for: until there is one, the id is that of the job before. */
    public Optional<JobFigures> own(Observed<JobFigures> figures) {
        return figures.value()
                .filter(known -> isOfPresentSpec() && known.jobId().equals(jobId));
    }

    private boolean isOfPresentSpec() {
        return caughtUp && taken.equals(Optional.of(asked));
    }
}
