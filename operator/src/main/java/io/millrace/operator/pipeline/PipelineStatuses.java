package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.api.model.Condition;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.Phase;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.differences.Difference;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.OperationPlan;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Reason;
import io.millrace.operator.status.ConditionType;
import io.millrace.operator.status.Conditions;
import io.millrace.operator.status.Figures;
import io.millrace.operator.status.Standing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place where a status is made: always a new one, from what is stored, planned, done and seen. */
final class PipelineStatuses {

    private PipelineStatuses() {}

    static PipelineStatus next(
            StreamingPipeline pipeline, Observation seen, OperationPlan plan, Outcome outcome, Instant now) {
        Stored stored = plan.next();
        PipelineStatus before = pipeline.getStatus();
        Standing ledger = LedgerStanding.of(seen.polled().ledger(), before);
        Map<ConditionType, Standing> standings = Standings.of(seen, plan, outcome, ledger, now);
        Optional<LedgerFigures> figures = seen.polled().ledger().value().map(LedgerFigures::of);
        return new PipelineStatus(
                seen.facts().generation(),
                phase(seen, stored, standings),
                PipelineHealth.judge(seen, stored, ledger, now).orElse(null),
                stored.lineage().toStatus(),
                stored.operation().map(Operation::toStatus).orElse(null),
                rollout(seen, stored, before),
                emptyToNull(stored.savepoints()),
                stored.handled().toStatus(),
                emptyToNull(stored.schemas()),
                emptyToNull(topics(seen, stored)),
                job(seen),
                seen.polled()
                        .lag()
                        .value()
                        .map(Figures::rounded)
                        .map(PipelineStatus.Lag::new)
                        .orElse(null),
                // Of a ledger that cannot be read now, what was read last: it is cumulative, and says of which
                // revision.
                figures.map(LedgerFigures::deadLetter).orElse(before == null ? null : before.deadLetter()),
                figures.map(LedgerFigures::ledger).orElse(before == null ? null : before.ledger()),
                Conditions.next(conditions(pipeline), standings, seen.facts().generation(), now));
    }

    /** As before, but Progressing says that the operator itself failed. */
    static PipelineStatus failed(StreamingPipeline pipeline, Exception error, Instant now) {
        PipelineStatus before = pipeline.getStatus();
        long generation = pipeline.getMetadata().getGeneration();
        Standing standing = Standing.no(
                Reason.INTERNAL_ERROR,
                "the operator failed and tries again: " + error.getClass().getSimpleName()
                        + "; its log has the details");
        return new PipelineStatus(
                generation,
                before == null ? Phase.PENDING : before.phase(),
                before == null ? null : before.health(),
                // Not read: it may be the status itself that cannot be.
                before == null ? null : before.revision(),
                before == null ? null : before.operation(),
                before == null ? null : before.rollout(),
                before == null ? null : before.savepoints(),
                before == null ? null : before.handled(),
                before == null ? null : before.schemas(),
                before == null ? null : before.topics(),
                before == null ? null : before.job(),
                before == null ? null : before.lag(),
                before == null ? null : before.deadLetter(),
                before == null ? null : before.ledger(),
                Conditions.replacing(conditions(pipeline), ConditionType.PROGRESSING, standing, generation, now));
    }

    /** Once it is ending, what its output said last stays: the evidence. Only samples of it may still come. */
    private static PipelineStatus.@Nullable Rollout rollout(
            Observation seen, Stored stored, @Nullable PipelineStatus before) {
        Optional<Candidate> candidate = stored.candidate();
        if (candidate.isEmpty()) {
            return null;
        }
        PipelineStatus.Rollout shown = before == null ? null : before.rollout();
        boolean same =
                shown != null && shown.candidate().equals(candidate.get().name().toString());
        List<Difference> told =
                seen.facts().canary().leftovers().differences().value().orElse(List.of());
        Evidence last = same ? Evidence.shownBy(shown).and(told) : Evidence.NONE;
        // What decided its end was seen in the very turn in which that began.
        boolean stood = seen.stored()
                .candidateStanding()
                .filter(standing -> standing.name().equals(candidate.get().name()))
                .isPresent();
        Evidence seenNow = seen.facts().evidence();
        Evidence evidence = stood && seenNow.verdict().isPresent() ? seenNow : last;
        return candidate.get().toStatus(evidence);
    }

    private static List<Condition> conditions(StreamingPipeline pipeline) {
        PipelineStatus before = pipeline.getStatus();
        return before == null || before.conditions() == null ? List.of() : before.conditions();
    }

    private static List<TopicStatus> topics(Observation seen, Stored stored) {
        return stored.topics().stream()
                .map(topic -> new TopicStatus(
                        topic.name(),
                        topic.partitions(),
                        topic.topicId(),
                        topic.creating(),
                        seen.facts().deletionPolicies().get(topic.name())))
                .toList();
    }

    private static PipelineStatus.@Nullable Job job(Observation seen) {
        Optional<JobState> job = seen.facts().job().value().filter(JobState::ours);
        if (job.isEmpty() || job.get().jobState().isEmpty()) {
            return null;
        }
        String id = job.get().jobId();
        Optional<JobFigures> figures =
                seen.polled().figures().value().filter(known -> known.jobId().equals(id));
        return new PipelineStatus.Job(
                job.get().jobState(),
                id.isEmpty() ? null : id,
                seen.facts()
                        .current()
                        .value()
                        .map(current -> current.flink().parallelism())
                        .orElse(null),
                figures.map(JobFigures::restarts).orElse(null),
                figures.flatMap(JobFigures::lastCheckpoint)
                        .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                        .orElse(null));
    }

    private static Phase phase(Observation seen, Stored stored, Map<ConditionType, Standing> standings) {
        if (seen.facts().deleting()) {
            return Phase.DELETING;
        }
        Standing job = standings.getOrDefault(ConditionType.JOB_RUNNING, Standing.unknown(Reason.NOT_STARTED, ""));
        return stored.operation()
                .filter(operation -> !operation.isBackup())
                .map(operation -> underWay(operation, stored))
                .orElseGet(() -> atRest(stored, job, standings));
    }

    private static Phase underWay(Operation operation, Stored stored) {
        // Stays Suspended until it is started: that is how it is known later that nothing was meant to run.
        boolean stillStopped = stored.suspended()
                && operation.phase() != OperationPhase.START
                && operation.phase() != OperationPhase.SETTLE;
        if (stillStopped) {
            return Phase.SUSPENDED;
        }
        boolean isSettled = operation.phase() == OperationPhase.TIDY;
        if (operation.type() == OperationType.SUSPEND || isSettled) {
            return Phase.RUNNING;
        }
        return switch (operation.type()) {
            case UPGRADE, RESTORE -> operation.from().isPresent() ? Phase.UPGRADING : Phase.DEPLOYING;
            case ROLLBACK -> Phase.ROLLING_BACK;
            case CANARY -> Phase.CANARY;
            case ABORT -> Phase.RUNNING;
            default -> Phase.DEPLOYING;
        };
    }

    private static Phase atRest(Stored stored, Standing job, Map<ConditionType, Standing> standings) {
        if (stored.current().isEmpty()) {
            Standing progress = standings.get(ConditionType.PROGRESSING);
            return progress != null && progress.isFalse() ? Phase.FAILED : Phase.PENDING;
        }
        return switch (job.reason()) {
            case SUSPENDED -> Phase.SUSPENDED;
            case JOB_MISSING, JOB_FAILED, RESOURCE_CONFLICT -> Phase.FAILED;
            default -> stored.candidateStanding().isPresent() ? Phase.CANARY : Phase.RUNNING;
        };
    }

    private static <T> @Nullable List<T> emptyToNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}
