package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** A topic that the pipeline owns. */
@ValidationRule(
        value = "!has(self.partitions) || !has(oldSelf.partitions) || self.partitions >= oldSelf.partitions",
        message =
                "spec.topics[].partitions can only grow: Kafka cannot remove partitions; ask for at least as many as before")
// Replicas that are not given here are the operator's to judge.
@ValidationRule(
        value = "!has(self.replicas) || !has(self.config) || !('min.insync.replicas' in self.config)"
                + " || !self.config['min.insync.replicas'].matches('^[0-9]{1,9}$')"
                + " || int(self.config['min.insync.replicas']) <= self.replicas",
        message =
                "spec.topics[].config[min.insync.replicas] is above replicas, so nothing could be written; ask for at most as many")
public record TopicSpec(
        @Required @Size(min = 1, max = 249) @Pattern(Formats.TOPIC) @JsonPropertyDescription("The topic's name.")
                String name,
        @Min(1)
                @Max(10000)
                @JsonPropertyDescription(
                        "How many partitions; can only grow. Default: the operator's configuration. Growing changes which partition a key goes to.")
                Integer partitions,
        @Min(1)
                @Max(15)
                @JsonPropertyDescription(
                        "How many replicas each partition has, when the topic is created. Default: the operator's configuration.")
                Integer replicas,
        @Size(max = 64)
                @JsonPropertyDescription("Topic configuration, for instance cleanup.policy; values are strings.")
                Map<String, @Size(max = 1024) String> config,
        @Default("Retain")
                @JsonPropertyDescription(
                        "What happens to the topic when the pipeline is deleted. Only a topic that the operator itself created is ever deleted.")
                DeletionPolicy deletionPolicy,
        @Default("Report")
                @JsonPropertyDescription(
                        "What happens when somebody else changes the topic's configuration. Report: it is said in the status. Revert: the keys that are declared here are set back as well. Partitions are never removed, and a topic that is gone is never made anew while its pipeline is in place.")
                Drift drift) {

    public enum DeletionPolicy {
        @JsonProperty("Retain")
        RETAIN,
        @JsonProperty("Delete")
        DELETE
    }

    public enum Drift {
        @JsonProperty("Report")
        REPORT,
        @JsonProperty("Revert")
        REVERT
    }
}
