package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What the user wants. */
@ValidationRule(
        value = "self.sources.all(x, !has(self.steps) || !self.steps.exists(s, s.name == x.name))",
        message =
                "a step and a source have the same name; names are shared between spec.sources and spec.steps; rename one of them")
@ValidationRule(
        value = "!has(self.steps) || self.steps.all(i, s, s.from.all(f, self.sources.exists(x, x.name == f)"
                + " || self.steps.exists(j, t, j < i && f == t.name)))",
        message =
                "spec.steps[].from must name a source or an earlier step; correct the name, or move the step that it names before the one that reads it")
@ValidationRule(
        value = "self.sinks.all(k, k.from.all(f, self.sources.exists(x, x.name == f)"
                + " || (has(self.steps) && self.steps.exists(t, f == t.name))))",
        message = "spec.sinks[].from must name a source or a step; correct the name, or add the step")
@SchemaCustomizer(
        value = ListTypes.class,
        input =
                "schemas=subject,topics=name,sources=name,steps=name,sinks=name,flink={},deadLetter={},rollout={},savepoints={},deletion={}")
@SchemaCustomizer(Sentences.class)
public record PipelineSpec(
        @Default("default")
                @Pattern(Formats.NAME)
                @Size(min = 1, max = 63)
                @JsonPropertyDescription(
                        "The Kafka cluster and registry to use: a connection that the administrator named in the operator's configuration.")
                String cluster,
        @Default("false")
                @JsonPropertyDescription("true stops the job with a savepoint; false starts it again from there.")
                Boolean suspend,
        @JsonPropertyDescription("What the job runs on.") FlinkSpec flink,
        @Size(max = 16)
                @JsonPropertyDescription(
                        "Subjects that this pipeline owns: it sets their compatibility level and registers these schemas.")
                List<SchemaSpec> schemas,
        @Size(max = 32)
                @JsonPropertyDescription(
                        "Topics that this pipeline owns: it creates, grows and configures them. A topic that is used but not listed must exist already.")
                List<TopicSpec> topics,
        @Required @Size(min = 1, max = 16) @JsonPropertyDescription("Topics to read.") List<SourceSpec> sources,
        @Size(max = 48) @JsonPropertyDescription("What happens to the records, in reading order.") List<StepSpec> steps,
        @Required @Size(min = 1, max = 16) @JsonPropertyDescription("Topics to write.") List<SinkSpec> sinks,
        @Default("exactly-once")
                @JsonPropertyDescription(
                        "exactly-once: all output of a checkpoint becomes visible with it, to readers with read_committed; at-least-once: at once, and after a failure some of it again.")
                Delivery delivery,
        @JsonPropertyDescription(
                        "Where records go that cannot be processed: the topic dlq.<namespace>.<name>, which the operator creates.")
                DeadLetterSpec deadLetter,
        @JsonPropertyDescription("How a change of what runs is carried out.") RolloutSpec rollout,
        @JsonPropertyDescription("Savepoints that are taken as backups, and how many are kept.")
                SavepointsSpec savepoints,
        @JsonPropertyDescription("What happens when the resource is deleted.") DeletionSpec deletion,
        @JsonPropertyDescription(
                        "A new value stops the job with a savepoint and starts it again from there, or tries a revision again that has failed.")
                Long restartNonce,
        @JsonPropertyDescription("Starts the job from a kept savepoint.") RestoreSpec restore,
        @Default("10")
                @Min(1)
                @Max(100)
                @JsonPropertyDescription(
                        "How many revisions are kept. What runs, what ran before, and what a kept savepoint needs always is.")
                Integer revisionHistoryLimit) {

    public enum Delivery {
        @JsonProperty("exactly-once")
        EXACTLY_ONCE,
        @JsonProperty("at-least-once")
        AT_LEAST_ONCE
    }
}
