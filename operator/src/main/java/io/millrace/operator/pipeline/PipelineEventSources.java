package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.polling.PollingConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.event.source.polling.PollingEventSource;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.jobs.FlinkDeployments;
import io.millrace.operator.revisions.Labels;
import java.util.List;

/** What wakes the loop besides the resource itself. */
final class PipelineEventSources {

    private PipelineEventSources() {}

    static List<EventSource<?, StreamingPipeline>> of(
            EventSourceContext<StreamingPipeline> context, PipelinePoll poll, Pace pace) {
        return List.of(flinkDeployments(context), polled(context, poll, pace));
    }

    private static EventSource<GenericKubernetesResource, StreamingPipeline> flinkDeployments(
            EventSourceContext<StreamingPipeline> context) {
        String[] groupAndVersion = FlinkDeployments.API_VERSION.split("/", -1);
        var configuration = InformerEventSourceConfiguration.from(
                        new GroupVersionKind(groupAndVersion[0], groupAndVersion[1], FlinkDeployments.KIND),
                        StreamingPipeline.class)
                .withName("flink-deployments")
                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.MANAGER)
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    private static EventSource<PolledFacts, StreamingPipeline> polled(
            EventSourceContext<StreamingPipeline> context, PipelinePoll poll, Pace pace) {
        var configuration = new PollingConfigurationBuilder<PolledFacts, String>(
                        () -> poll.look(context.getPrimaryCache().list()), pace.poll())
                .withResourceIDMapper(facts -> "facts")
                .withName("outside-systems")
                .build();
        var polled = new PollingEventSource<PolledFacts, StreamingPipeline, String>(PolledFacts.class, configuration);
        polled.setOnUpdateFilter((now, before) -> now.isNewsAfter(before));
        return polled;
    }
}
