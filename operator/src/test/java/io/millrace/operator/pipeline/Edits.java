package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.SourceSpec;
import io.millrace.api.v1alpha1.StepSpec;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.api.v1alpha1.TopicSpec.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Edits of a spec, as a user makes them. */
final class Edits {

    private Edits() {}

    static String rule(PipelineSpec spec) {
        return spec.steps().get(0).validate().get(0).expr();
    }

    static PipelineSpec withRule(PipelineSpec spec, String expression) {
        List<StepSpec> steps = new ArrayList<>(spec.steps());
        StepSpec step = steps.get(0);
        StepSpec.Rule rule = new StepSpec.Rule(step.validate().get(0).rule(), expression);
        steps.set(0, new StepSpec(step.name(), step.from(), null, List.of(rule), null, null, null, null));
        return new PipelineSpec(
                spec.cluster(),
                spec.suspend(),
                spec.flink(),
                spec.schemas(),
                spec.topics(),
                spec.sources(),
                steps,
                spec.sinks(),
                spec.delivery(),
                spec.deadLetter());
    }

    static PipelineSpec withSuspend(PipelineSpec spec, boolean suspend) {
        return new PipelineSpec(
                spec.cluster(),
                suspend,
                spec.flink(),
                spec.schemas(),
                spec.topics(),
                spec.sources(),
                spec.steps(),
                spec.sinks(),
                spec.delivery(),
                spec.deadLetter());
    }

    static PipelineSpec withDeletionPolicy(PipelineSpec spec, DeletionPolicy policy) {
        return withTopics(
                spec,
                topic -> new TopicSpec(
                        topic.name(), topic.partitions(), topic.replicas(), topic.config(), policy, topic.drift()));
    }

    static PipelineSpec withDrift(PipelineSpec spec, Drift drift) {
        return withTopics(
                spec,
                topic -> new TopicSpec(
                        topic.name(),
                        topic.partitions(),
                        topic.replicas(),
                        topic.config(),
                        topic.deletionPolicy(),
                        drift));
    }

    private static PipelineSpec withTopics(PipelineSpec spec, UnaryOperator<TopicSpec> edit) {
        List<TopicSpec> topics = spec.topics().stream().map(edit).toList();
        return new PipelineSpec(
                spec.cluster(),
                spec.suspend(),
                spec.flink(),
                spec.schemas(),
                topics,
                spec.sources(),
                spec.steps(),
                spec.sinks(),
                spec.delivery(),
                spec.deadLetter());
    }

    static PipelineSpec withSourceTopic(PipelineSpec spec, String topic) {
        SourceSpec source = spec.sources().get(0);
        SourceSpec other =
                new SourceSpec(source.name(), topic, source.decode(), source.eventTime(), source.startFrom());
        return new PipelineSpec(
                spec.cluster(),
                spec.suspend(),
                spec.flink(),
                spec.schemas(),
                spec.topics(),
                List.of(other),
                spec.steps(),
                spec.sinks(),
                spec.delivery(),
                spec.deadLetter());
    }
}
