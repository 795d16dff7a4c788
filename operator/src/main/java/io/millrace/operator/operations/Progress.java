package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a job has come that was started and has not settled.
 *
 * @param runningSince without a restart, and from its first checkpoint on once it has one; empty while it does not run
 * @param restarts when that was noted
 * @param committed whether readers may have seen output of it; never forgotten
 */
public record Progress(Optional<Instant> runningSince, int restarts, boolean committed) {

    static final Progress NONE = new Progress(Optional.empty(), 0, false);

    static Progress of(PipelineStatus.@Nullable Progress stored) {
        return stored == null
                ? NONE
                : new Progress(
                        Optional.ofNullable(stored.runningSince()).map(Instant::parse),
                        stored.restarts() == null ? 0 : stored.restarts(),
                        Boolean.TRUE.equals(stored.committed()));
    }

    PipelineStatus.@Nullable Progress toStatus() {
        return equals(NONE)
                ? null
                : new PipelineStatus.Progress(
                        runningSince.map(Instant::toString).orElse(null), restarts, committed ? true : null);
    }

    /** @param figures of this very job, if Flink tells them */
    Progress after(JobState job, Optional<JobFigures> figures, boolean inLedger, Instant now) {
        int known = figures.map(JobFigures::restarts).orElse(restarts);
        boolean hasCommitted = committed
                || inLedger
                || figures.filter(JobFigures::hasCheckpoint).isPresent();
        return new Progress(since(job.isUp(), known > restarts || hasCommitted != committed, now), known, hasCommitted);
    }

    // What it did before its first checkpoint says nothing of what that brings.
    private Optional<Instant> since(boolean runs, boolean anew, Instant now) {
        return runs ? runningSince.filter(since -> !anew).or(() -> Optional.of(now)) : Optional.empty();
    }

    Progress orCommitted(boolean known) {
        return new Progress(runningSince, restarts, committed || known);
    }

    /** @param facts of which it matters since when this operator watches */
    boolean hasRunInVainFor(Duration time, OperationFacts facts, Instant now) {
        return runningSince.filter(since -> facts.isOver(time, since, now)).isPresent();
    }

    boolean hasRunFor(Duration time, Instant now) {
        return runningSince.filter(since -> !since.plus(time).isAfter(now)).isPresent();
    }
}
