package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.operations.OperationPlan;
import io.millrace.operator.operations.OperationPlanner;
import io.millrace.operator.result.PipelineId;
import java.time.Clock;
import java.time.Instant;

/**
 * One turn: observe, plan, carry out, status. A turn either stores a new intent and does nothing, or does what the
 * stored intent says; so whatever happens to the process, the next one knows what may have been begun.
 */
public final class PipelineLoop {

    private final PipelineObserver observer;
    private final PlanExecutor executor;
    private final Statuses statuses;
    private final FigureSampling sampling = new FigureSampling();
    private final Events events;
    private final Clock clock;

    public PipelineLoop(
            PipelineObserver observer, PlanExecutor executor, Statuses statuses, Events events, Clock clock) {
        this.observer = observer;
        this.executor = executor;
        this.statuses = statuses;
        this.events = events;
        this.clock = clock;
    }

    Turn turn(StreamingPipeline cached, PolledFacts polled, Neighbours neighbours) {
        Instant now = clock.instant();
        StreamingPipeline pipeline = statuses.latest(cached);
        Observation seen =
                observer.observe(pipeline, polled, () -> neighbours.all().map(statuses::latest), now);
        OperationPlan plan = OperationPlanner.plan(seen.stored(), seen.facts(), now);
        if (!plan.effects().isEmpty() && !statuses.isCurrent(pipeline)) {
            return new Turn(false, LookAgain.SOON);
        }
        Outcome outcome = executor.carryOut(PipelineId.of(pipeline), plan.effects());
        outcome.refused().forEach(refusal -> events.publish(pipeline, PipelineEvents.refused(refusal)));
        if (plan.over() && outcome.failure().isEmpty()) {
            // The framework takes its finalizer off the very version that it has seen last, or not at all.
            return statuses.isCurrent(cached) ? over(pipeline) : new Turn(false, LookAgain.SOON);
        }
        OperationPlan carried = outcome.failure().isEmpty() ? plan.carriedOut() : plan;
        PipelineStatus status = PipelineStatuses.next(pipeline, seen, carried, outcome, now);
        return write(pipeline, status, new Turn(false, LookAgain.after(seen, carried, outcome)), now);
    }

    private Turn write(StreamingPipeline pipeline, PipelineStatus status, Turn turn, Instant now) {
        PipelineStatus sampled = sampling.sample(pipeline, status, now);
        if (sampled.equals(pipeline.getStatus())) {
            return turn;
        }
        PipelineStatus before = pipeline.getStatus();
        if (!statuses.write(pipeline, sampled)) {
            return new Turn(false, LookAgain.SOON);
        }
        // Counted from when it had arrived: a write that took long must not bring the next one closer.
        sampling.written(pipeline, clock.instant());
        PipelineEvents.between(before, sampled).forEach(note -> events.publish(pipeline, note));
        return turn;
    }

    /** Says in the status that the operator itself failed; what it was doing is tried again. */
    void failed(StreamingPipeline pipeline, Exception error) {
        StreamingPipeline latest = statuses.latest(pipeline);
        PipelineStatus status = PipelineStatuses.failed(latest, error, clock.instant());
        if (!status.equals(latest.getStatus())) {
            statuses.write(latest, status);
        }
    }

    private Turn over(StreamingPipeline pipeline) {
        PipelineEvents.deleted(pipeline.getStatus()).ifPresent(note -> events.publish(pipeline, note));
        sampling.forget(pipeline);
        statuses.forget(pipeline);
        return new Turn(true, LookAgain.AT_ONCE);
    }
}
