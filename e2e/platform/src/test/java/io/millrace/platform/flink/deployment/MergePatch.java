package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch, as an API server applies it; removals are not needed here. */
public final class MergePatch {

    private MergePatch() {}

    public static ObjectNode of(JsonNode patched, JsonNode patch) {
        ObjectNode result = patched.deepCopy();
        patch.properties()
                .forEach(field -> result.set(
                        field.getKey(),
                        field.getValue().isObject()
                                ? of(result.withObjectProperty(field.getKey()), field.getValue())
                                : field.getValue()));
        return result;
    }
}
