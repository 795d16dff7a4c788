package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.operator.canary.CanaryJudge;
import io.millrace.operator.canary.CanarySight;
import io.millrace.operator.canary.CanaryWishes;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.gates.JobSight;
import io.millrace.operator.gates.Look;
import io.millrace.operator.gates.Measurements;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.ledger.Turnover;
import io.millrace.operator.operations.CanaryFacts;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Observed;
import io.millrace.operator.revisions.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all that is seen of a candidate and of the live job says about the candidate. Pure. */
final class CanaryEvidence {

    private final Candidate candidate;
    private final PolledFacts polled;
    private final CanaryFacts seen;

    private CanaryEvidence(Candidate candidate, PolledFacts polled, CanaryFacts seen) {
        this.candidate = candidate;
        this.polled = polled;
        this.seen = seen;
    }

    /**
     * @param job the live one
     * @param current the revision that is live
     */
    static Evidence of(
            @Nullable PipelineStatus status,
            CanaryWishes wishes,
            PolledFacts polled,
            Observed<JobState> job,
            CanaryFacts seen,
            Observed<Revision> current,
            Instant now) {
        return Stored.of(status)
                .candidateThere()
                .map(candidate -> new CanaryEvidence(candidate, polled, seen)
                        .judged(wishes, job, current, status == null ? null : status.rollout(), now))
                .orElse(Evidence.NONE);
    }

    private Evidence judged(
            CanaryWishes wishes,
            Observed<JobState> live,
            Observed<Revision> current,
            PipelineStatus.@Nullable Rollout shown,
            Instant now) {
        Measurements measured = candidate
                .comparingSince()
                .map(since -> Measurements.shownBy(shown)
                        .after(wishes.gatesOf(candidate), look(now), since, wishes.minRecords()))
                .orElse(Measurements.NONE);
        return CanaryJudge.judge(
                candidate,
                wishes,
                measured,
                new CanarySight(
                        seen.revision().value(),
                        seen.job(),
                        books(),
                        books().flatMap(reading -> polled.canary().differences()),
                        live,
                        current.value().map(Revision::flink),
                        polled.ledger().map(Audit::sum),
                        slowestCheckpoint(),
                        now),
                Evidence.shownBy(shown));
    }

    private Duration slowestCheckpoint() {
        return Stream.of(polled.figures(), polled.canary().figures())
                .flatMap(figures -> figures.value().flatMap(JobFigures::checkpointMillis).stream())
                .map(Duration::ofMillis)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Observed<LedgerReading> books() {
        String name = candidate.name().toString();
        return polled.canary()
                .books()
                .flatMap(
                        reading -> reading.sum().revision().equals(name) ? Observed.found(reading) : Observed.absent());
    }

    private Optional<Look> look(Instant now) {
        return live().flatMap(one -> ofCandidate().map(other -> new Look(now, one, other)));
    }

    private Optional<JobSight> live() {
        Optional<Audit> audit = polled.ledger().value();
        Optional<JobFigures> figures = polled.figures().value();
        return audit.flatMap(books -> figures.map(known -> JobSight.of(
                known, books.sum(), books.turnover(), polled.canary().ofLive())));
    }

    private Optional<JobSight> ofCandidate() {
        Optional<Revision> revision = seen.revision().value();
        Optional<JobFigures> figures = polled.canary().figures().value();
        return books().value()
                .map(LedgerReading::sum)
                .flatMap(sum -> figures.flatMap(known -> revision.map(of -> JobSight.of(
                        known,
                        sum,
                        Turnover.of(of.definition(), sum),
                        polled.canary().load()))));
    }
}
