package io.millrace.operator.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** The sentence in an error that the Flink Kubernetes operator writes: mostly JSON in a text, sometimes plain. */
public final class FlinkOperatorError {

    private static final JsonMapper JSON = new JsonMapper();

    private FlinkOperatorError() {}

    /** @param error of a status; empty where there is none */
    public static Optional<String> sentence(JsonNode error) {
        return text(error).map(plain -> message(plain).orElse(plain).strip());
    }

    private static Optional<String> message(String error) {
        try {
            return text(JSON.readTree(error).path("message"));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? Optional.of(node.asText()) : Optional.empty();
    }
}
