package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;

/** What {@code kubectl get spl} tells about one pipeline; each question fails with the whole status. */
record PipelineView(Kubectl kubectl, String name) {

    void isReady() {
        JsonNode seen = pipeline();
        hasCondition(seen, "Ready", "True");
        isObserved(seen);
        hasPhase(seen, "Running");
    }

    /** The status is about the spec as it is now. */
    void isObserved() {
        isObserved(pipeline());
    }

    private static void isObserved(JsonNode seen) {
        assertThat(seen.at("/status/observedGeneration").asLong())
                .as("%s", seen.get("status"))
                .isEqualTo(seen.at("/metadata/generation").asLong());
    }

    /** The spec as it is now is not accepted, and this is why. */
    void isRefused(String reason, String messagePart) {
        JsonNode seen = pipeline();
        isObserved(seen);
        conditionSays(seen, "Ready", reason, messagePart);
    }

    void hasPhase(String phase) {
        hasPhase(pipeline(), phase);
    }

    private static void hasPhase(JsonNode seen, String phase) {
        assertThat(seen.at("/status/phase").asText())
                .as("%s", seen.get("status"))
                .isEqualTo(phase);
    }

    void hasCondition(String type, String status) {
        hasCondition(pipeline(), type, status);
    }

    private static void hasCondition(JsonNode seen, String type, String status) {
        assertThat(condition(seen, type).path("status").asText())
                .as("%s of %s", type, seen.get("status"))
                .isEqualTo(status);
    }

    void shows(String heading, String value) {
        assertThat(kubectl.column(name, heading))
                .as("%s of %s", heading, pipeline().get("status"))
                .isEqualTo(value);
    }

    void conditionSays(String type, String reason, String messagePart) {
        conditionSays(pipeline(), type, reason, messagePart);
    }

    private static void conditionSays(JsonNode seen, String type, String reason, String messagePart) {
        JsonNode condition = condition(seen, type);
        assertThat(condition.path("reason").asText()).as("%s", condition).isEqualTo(reason);
        assertThat(condition.path("message").asText()).contains(messagePart);
    }

    String message(String type) {
        return condition(pipeline(), type).path("message").asText();
    }

    /** When the condition took the status that it has. */
    Instant since(String type) {
        return Instant.parse(
                condition(pipeline(), type).path("lastTransitionTime").asText());
    }

    void hasRestarted(int atLeast) {
        JsonNode seen = status("");
        assertThat(seen.at("/job/restarts").asInt()).as("%s", seen).isGreaterThanOrEqualTo(atLeast);
    }

    int restarts() {
        return status("/job/restarts").asInt();
    }

    String revision() {
        return status("/revision/current").asText();
    }

    JsonNode status(String pointer) {
        return pipeline().at("/status" + pointer);
    }

    private static JsonNode condition(JsonNode seen, String type) {
        for (JsonNode condition : seen.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode pipeline() {
        return kubectl.pipeline(name);
    }
}
