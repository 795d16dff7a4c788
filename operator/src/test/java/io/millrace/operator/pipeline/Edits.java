package io.millrace.operator.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.api.v1alpha1.TopicSpec.Drift;
import java.util.function.Consumer;

/** Edits of a spec, as a user makes them. */
final class Edits {

    private static final JsonMapper JSON = new JsonMapper();

    private Edits() {}

    static String rule(PipelineSpec spec) {
        return spec.steps().get(0).validate().get(0).expr();
    }

    static PipelineSpec withRule(PipelineSpec spec, String expression) {
        return edited(spec, json -> ((ObjectNode) json.at("/steps/0/validate/0")).put("expr", expression));
    }

    static PipelineSpec withSuspend(PipelineSpec spec, boolean suspend) {
        return edited(spec, json -> json.put("suspend", suspend));
    }

    static PipelineSpec withDeletionPolicy(PipelineSpec spec, DeletionPolicy policy) {
        return withTopics(spec, topic -> topic.set("deletionPolicy", JSON.valueToTree(policy)));
    }

    static PipelineSpec withDrift(PipelineSpec spec, Drift drift) {
        return withTopics(spec, topic -> topic.set("drift", JSON.valueToTree(drift)));
    }

    static PipelineSpec withPartitions(PipelineSpec spec, int partitions) {
        return withTopics(spec, topic -> topic.put("partitions", partitions));
    }

    static PipelineSpec withSourceTopic(PipelineSpec spec, String topic) {
        return edited(spec, json -> ((ObjectNode) json.at("/sources/0")).put("topic", topic));
    }

    static PipelineSpec withListedTopic(PipelineSpec spec, String topic) {
        return edited(
                spec,
                json -> json.withArray("topics").addObject().put("name", topic).put("partitions", 1));
    }

    /** @param json one field of the spec and its value as JSON */
    static PipelineSpec with(PipelineSpec spec, String field, String json) {
        return edited(spec, tree -> tree.set(field, read(json)));
    }

    private static PipelineSpec withTopics(PipelineSpec spec, Consumer<ObjectNode> edit) {
        return edited(spec, json -> json.path("topics").forEach(topic -> edit.accept((ObjectNode) topic)));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static PipelineSpec edited(PipelineSpec spec, Consumer<ObjectNode> edit) {
        ObjectNode json = JSON.valueToTree(spec);
        edit.accept(json);
        return JSON.convertValue(json, PipelineSpec.class);
    }
}
