package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.Health;
import io.millrace.operator.health.HealthFacts;
import io.millrace.operator.health.HealthJudge;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.status.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives health what it is judged from. */
final class PipelineHealth {

    // The timeout of a checkpoint is for the worst case; health speaks of the usual one.
    private static final Duration USUAL_CHECKPOINT = Duration.ofSeconds(30);

    private PipelineHealth() {}

    static Optional<Health> judge(Observation seen, Stored stored, Standing ledger, Instant now) {
        Optional<JobState> job = seen.facts().job().value();
        Optional<JobFigures> figures = seen.polled().figures().value();
        boolean expected = !stored.isChanging()
                && !seen.facts().deleting()
                && !seen.facts().suspend()
                && stored.current().isPresent();
        HealthFacts facts = new HealthFacts(
                expected,
                Optional.of(job.map(JobState::jobState).orElse("")),
                job.flatMap(JobState::error),
                job.filter(JobState::isUp)
                        .flatMap(state -> JobStanding.idle(seen, state))
                        .map(Standing::message),
                figures.map(JobFigures::restarts).orElse(0),
                seen.polled().lastRestart(),
                figures.flatMap(JobFigures::lastCheckpoint),
                seen.facts().current().value().map(PipelineHealth::budget).orElse(Duration.ofMinutes(10)),
                seen.polled().lagIsGrowing(),
                Optional.of(ledger).filter(Standing::isFalse).map(Standing::message),
                hindrances(seen),
                unreachable(seen.polled()));
        return HealthJudge.judge(facts, now);
    }

    private static List<String> hindrances(Observation seen) {
        List<String> hindrances = new ArrayList<>(TopicDrift.sentences(seen));
        seen.polled()
                .outage(Reason.REGISTRY_UNREACHABLE)
                .map(PipelineHealth::hindrance)
                .ifPresent(hindrances::add);
        return hindrances;
    }

    private static String hindrance(Outage registry) {
        return registry.message() + "; records wait if the job does not know their schema yet";
    }

    private static List<String> unreachable(PolledFacts polled) {
        return polled.outages().stream()
                .filter(outage -> outage.reason() != Reason.REGISTRY_UNREACHABLE)
                .map(Outage::message)
                .toList();
    }

    private static Duration budget(Revision revision) {
        FlinkSettings.Checkpoints checkpoints = revision.flink().checkpoints();
        return Duration.ofMillis(checkpoints.intervalMillis() + checkpoints.minPauseMillis())
                .plus(USUAL_CHECKPOINT);
    }
}
