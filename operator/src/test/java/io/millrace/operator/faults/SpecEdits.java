package io.millrace.operator.faults;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import java.util.function.UnaryOperator;

/** Edits of a spec by the path of the field, as a user sees it in the YAML. */
final class SpecEdits {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private SpecEdits() {}

    static UnaryOperator<PipelineSpec> set(String path, Object value) {
        return spec -> {
            JsonNode tree = JSON.convertValue(spec, JsonNode.class);
            JsonPointer pointer = JsonPointer.compile(path);
            JsonNode parent = tree.at(pointer.head());
            JsonNode node = JSON.convertValue(value, JsonNode.class);
            if (parent instanceof ArrayNode list) {
                list.set(pointer.last().getMatchingIndex(), node);
            } else if (parent instanceof ObjectNode object) {
                object.set(pointer.last().getMatchingProperty(), node);
            } else {
                throw new IllegalArgumentException("no parent of " + path + " in the spec");
            }
            return JSON.convertValue(tree, PipelineSpec.class);
        };
    }
}
