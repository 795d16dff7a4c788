package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.revisions.RevisionName;

/** Whether no job of a pipeline has ever come to a state that another one could go on from. */
final class NothingYet {

    private NothingYet() {}

    /**
     * Not while it cannot be told: a job that has written something and lost its JobManager has figures that say nothing
     * of it, so the ledger must have been read.
     */
    static boolean isCertain(Stored stored, OperationFacts facts) {
        boolean hasState = stored.lineage().settledJob().isPresent()
                || !stored.savepoints().isEmpty()
                || stored.operation()
                        .filter(under -> under.progress().committed())
                        .isPresent();
        boolean hasCheckpoint =
                facts.figures().value().filter(JobFigures::hasCheckpoint).isPresent();
        return !hasState && !hasCheckpoint && facts.ledger().isAbsent();
    }

    /**
     * Whether {@code job} has to go before the operation can start its own, once it is certain that there is nothing yet.
     * Asked to run something else, the Flink Kubernetes operator would wait for it to run, to take a savepoint of it.
     */
    static boolean isInTheWay(Operation operation, JobState job) {
        boolean starts = operation.phase() == OperationPhase.START && operation.isFromNothing();
        return starts && !job.isStopped() && isOlder(operation, job);
    }

    // What was started before somebody has cleared the status is not known.
    private static boolean isOlder(Operation operation, JobState job) {
        return RevisionName.tryParse(job.asked().revision())
                .filter(running -> operation
                        .to()
                        .filter(target -> running.ordinal() < target.ordinal())
                        .isPresent())
                .isPresent();
    }
}
