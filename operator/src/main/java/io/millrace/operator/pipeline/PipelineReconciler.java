package io.millrace.operator.pipeline;

import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.millrace.api.v1alpha1.StreamingPipeline;
import java.util.List;

/** The loop as the operator framework calls it. */
public final class PipelineReconciler implements Reconciler<StreamingPipeline>, Cleaner<StreamingPipeline> {

    private final PipelineLoop loop;
    private final PipelinePoll poll;
    private final Pace pace;

    public PipelineReconciler(PipelineLoop loop, PipelinePoll poll, Pace pace) {
        this.loop = loop;
        this.poll = poll;
        this.pace = pace;
    }

    @Override
    public List<EventSource<?, StreamingPipeline>> prepareEventSources(EventSourceContext<StreamingPipeline> context) {
        return PipelineEventSources.of(context, poll, pace);
    }

    @Override
    public UpdateControl<StreamingPipeline> reconcile(StreamingPipeline pipeline, Context<StreamingPipeline> context) {
        Turn turn = loop.turn(pipeline, polled(context), neighbours(context));
        return UpdateControl.<StreamingPipeline>noUpdate().rescheduleAfter(pace.of(turn.lookAgain()));
    }

    @Override
    public DeleteControl cleanup(StreamingPipeline pipeline, Context<StreamingPipeline> context) {
        Turn turn = loop.turn(pipeline, polled(context), neighbours(context));
        return turn.over()
                ? DeleteControl.defaultDelete()
                : DeleteControl.noFinalizerRemoval().rescheduleAfter(pace.of(turn.lookAgain()));
    }

    @Override
    public ErrorStatusUpdateControl<StreamingPipeline> updateErrorStatus(
            StreamingPipeline pipeline, Context<StreamingPipeline> context, Exception error) {
        loop.failed(pipeline, error);
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    /** Whether the regular look at the outside systems still happens: it is the pulse of the operator. */
    public boolean isAlive() {
        return poll.isAlive();
    }

    private static Neighbours neighbours(Context<StreamingPipeline> context) {
        return () -> context.getPrimaryCache().list();
    }

    private static PolledFacts polled(Context<StreamingPipeline> context) {
        return context.getSecondaryResource(PolledFacts.class).orElseGet(PolledFacts::none);
    }
}
