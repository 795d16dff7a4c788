package io.millrace.operator.operations;

import io.millrace.operator.jobs.JobState;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger says last.
 *
 * @param revision whose rows they are
 * @param consumed records that it has read since it began, as far as its output can be seen
 * @param run Flink's id of the job that wrote them
 * @param wentBack when a run had gone on from before what the one before it had written, of the last one that had
 */
public record LastBooks(RevisionName revision, long consumed, String run, Optional<Instant> wentBack) {

    /** Whether that job wrote them, and not the last one that has settled: until a job has begun, it has the id of that. */
    boolean isBy(JobState job, Lineage lineage) {
        return run.equals(job.jobId()) && !lineage.settledJob().equals(Optional.of(run));
    }
}
