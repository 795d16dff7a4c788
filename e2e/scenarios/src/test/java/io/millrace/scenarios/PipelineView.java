package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;

/** What {@code kubectl get spl} tells about one pipeline; each question fails with the whole status. */
record PipelineView(Kubectl kubectl, String name) {

    void isReady() {
        hasCondition("Ready", "True");
        isObserved();
        hasPhase("Running");
    }

    /** The status is about the spec as it is now. */
    void isObserved() {
        JsonNode pipeline = pipeline();
        assertThat(pipeline.at("/status/observedGeneration").asLong())
                .as("%s", pipeline.get("status"))
                .isEqualTo(pipeline.at("/metadata/generation").asLong());
    }

    void hasPhase(String phase) {
        JsonNode pipeline = pipeline();
        assertThat(pipeline.at("/status/phase").asText())
                .as("%s", pipeline.get("status"))
                .isEqualTo(phase);
    }

    void hasCondition(String type, String status) {
        assertThat(condition(type).path("status").asText())
                .as("%s of %s", type, pipeline().get("status"))
                .isEqualTo(status);
    }

    void shows(String heading, String value) {
        assertThat(kubectl.column(name, heading))
                .as("%s of %s", heading, pipeline().get("status"))
                .isEqualTo(value);
    }

    void conditionSays(String type, String reason, String messagePart) {
        JsonNode condition = condition(type);
        assertThat(condition.path("reason").asText()).as("%s", condition).isEqualTo(reason);
        assertThat(condition.path("message").asText()).contains(messagePart);
    }

    String message(String type) {
        return condition(type).path("message").asText();
    }

    /** When the condition took the status that it has. */
    Instant since(String type) {
        return Instant.parse(condition(type).path("lastTransitionTime").asText());
    }

    void hasRestarted(int atLeast) {
        assertThat(status("/job/restarts").asInt()).as("%s", status("")).isGreaterThanOrEqualTo(atLeast);
    }

    String revision() {
        return status("/revision/current").asText();
    }

    JsonNode status(String pointer) {
        return pipeline().at("/status" + pointer);
    }

    private JsonNode condition(String type) {
        for (JsonNode condition : status("/conditions")) {
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
