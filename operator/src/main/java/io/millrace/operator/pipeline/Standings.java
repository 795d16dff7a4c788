package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.OperationPlan;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Concern;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.status.ConditionType;
import io.millrace.operator.status.Standing;
import io.millrace.operator.status.Summary;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How every matter of a pipeline stands after one turn of the loop. Pure. */
final class Standings {

    private final Observation seen;
    private final OperationPlan plan;
    private final Outcome outcome;
    private final Instant now;
    private final Stored stored;

    private Standings(Observation seen, OperationPlan plan, Outcome outcome, Instant now) {
        this.seen = seen;
        this.plan = plan;
        this.outcome = outcome;
        this.now = now;
        this.stored = plan.next();
    }

    static Map<ConditionType, Standing> of(
            Observation seen, OperationPlan plan, Outcome outcome, Standing ledger, Instant now) {
        Map<ConditionType, Standing> standings = new Standings(seen, plan, outcome, now).all();
        standings.put(ConditionType.LEDGER_BALANCED, ledger);
        return standings;
    }

    private Map<ConditionType, Standing> all() {
        Map<ConditionType, Standing> standings = new EnumMap<>(ConditionType.class);
        standings.put(ConditionType.SCHEMAS_VALID, schemas());
        standings.put(ConditionType.TOPICS_READY, topics());
        standings.put(ConditionType.JOB_RUNNING, JobStanding.of(seen, plan, outcome));
        Standing progressing = ProgressStanding.of(seen, plan, outcome, now);
        standings.put(ConditionType.PROGRESSING, progressing);
        boolean underWay = stored.isChanging() || seen.facts().deleting();
        Optional<Standing> doing = underWay ? Optional.of(progressing) : Optional.empty();
        standings.put(ConditionType.READY, Summary.ready(standings, doing, ready()));
        if (progressing.isFalse()) {
            standings.put(ConditionType.STALLED, Standing.yes(progressing.reason(), progressing.message()));
        } else if (underWay || progressing.isUnknown()) {
            standings.put(ConditionType.RECONCILING, Standing.yes(progressing.reason(), progressing.message()));
        }
        CanaryStanding.of(seen, plan).ifPresent(standing -> standings.put(ConditionType.CANARY_HEALTHY, standing));
        decision().ifPresent(standing -> standings.put(ConditionType.MANUAL_DECISION, standing));
        DeletionStanding.of(seen, plan, outcome, now)
                .ifPresent(standing -> standings.put(ConditionType.DELETION_BLOCKED, standing));
        return standings;
    }

    private Optional<Standing> decision() {
        return plan.waiting()
                .filter(waiting -> waiting.reason() == Reason.MANUAL_DECISION)
                .map(waiting -> Standing.yes(waiting.reason(), waiting.message()));
    }

    private String ready() {
        return stored.current()
                .map(current -> "revision " + current + " is in place")
                .orElse("");
    }

    private Standing schemas() {
        return trouble(Concern.SCHEMAS).orElseGet(() -> {
            if (isBefore(OperationPhase.TOPICS)) {
                return notYet("the schemas are being registered");
            }
            Optional<Outage> away = seen.polled().outage(Reason.REGISTRY_UNREACHABLE);
            if (away.isPresent()) {
                return Standing.unknown(away.get());
            }
            int owned = (int) stored.schemas().stream()
                    .filter(schema -> Boolean.TRUE.equals(schema.owned()))
                    .count();
            return Standing.yes(
                    Reason.SCHEMAS_REGISTERED,
                    owned + " registered by this pipeline, " + (stored.schemas().size() - owned) + " of others in use");
        });
    }

    private Standing topics() {
        return trouble(Concern.TOPICS)
                .or(() -> TopicDrift.of(seen))
                .orElseGet(() -> isBefore(OperationPhase.DRAIN)
                        ? notYet("the topics are being made ready")
                        : Standing.yes(Reason.TOPICS_READY, stored.topics().size() + " topics are as declared"));
    }

    private Standing notYet(String message) {
        boolean underWay = stored.operation().isPresent();
        return underWay
                ? Standing.unknown(Reason.DEPLOYING, message)
                : Standing.unknown(Reason.NOT_STARTED, "no spec has been accepted yet");
    }

    /** Whether the first revision has not come so far; a later one leaves alone what is in place. */
    private boolean isBefore(OperationPhase phase) {
        return stored.current().isEmpty()
                && stored.operation()
                        .map(Operation::phase)
                        .map(reached -> reached.compareTo(phase) < 0)
                        .orElse(true);
    }

    private Optional<Standing> trouble(Concern concern) {
        return failure(outcome, concern)
                .or(() -> refused(seen, concern))
                .or(() -> outage(concern))
                .or(() -> plan.waiting()
                        .filter(waiting -> waiting.reason().concern() == concern)
                        .map(waiting -> Standing.unknown(waiting.reason(), waiting.message())));
    }

    static Optional<Standing> failure(Outcome outcome, Concern concern) {
        return outcome.failure()
                .filter(failure -> failure.reason().concern() == concern)
                .map(failure -> failed(failure, ""));
    }

    /** @param advice for the end of the sentence */
    static Standing failed(SystemException failure, String advice) {
        return failure.isAway()
                ? Standing.unknown(failure.reason(), failure.sentence() + advice)
                : Standing.no(failure.reason(), failure.sentence() + advice);
    }

    private static Optional<Standing> refused(Observation seen, Concern concern) {
        List<Refusal> refusals = refusals(seen).stream()
                .filter(refusal -> refusal.reason().concern() == concern)
                .toList();
        return refusals.isEmpty()
                ? Optional.empty()
                : Optional.of(Standing.no(refusals.get(0).reason(), sentences(refusals)));
    }

    private Optional<Standing> outage(Concern concern) {
        return outages(seen).stream()
                .filter(outage -> outage.reason().concern() == concern)
                .findFirst()
                .map(Standing::unknown);
    }

    static List<Refusal> refusals(Observation seen) {
        return seen.facts()
                .verdict()
                .filter(Verdict.Refused.class::isInstance)
                .map(verdict -> ((Verdict.Refused) verdict).refusals())
                .orElse(List.of());
    }

    /** What the spec could not be judged for; where the regular look knows of it too, in its words, which stay. */
    static List<Outage> outages(Observation seen) {
        return seen
                .facts()
                .verdict()
                .filter(Verdict.Undecided.class::isInstance)
                .map(verdict -> ((Verdict.Undecided) verdict).outages())
                .orElse(List.of())
                .stream()
                .map(outage -> seen.polled().outage(outage.reason()).orElse(outage))
                .distinct()
                .toList();
    }

    static String sentences(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::sentence).collect(Collectors.joining("; "));
    }
}
