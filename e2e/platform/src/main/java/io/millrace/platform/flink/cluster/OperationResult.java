package io.millrace.platform.flink.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What came of something that Flink was asked for and took time over. */
record OperationResult(JsonNode operation, Optional<String> failure) {

    /** Empty while it goes on. */
    static Optional<OperationResult> of(JsonNode answer) {
        if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            return Optional.empty();
        }
        JsonNode operation = answer.path("operation");
        // Flink spells it in two ways.
        JsonNode cause = operation.hasNonNull("failure-cause")
                ? operation.path("failure-cause")
                : operation.path("failureCause");
        return Optional.of(new OperationResult(
                operation,
                cause.isObject() ? Optional.of(rootOf(cause.path("stack-trace").asText())) : Optional.empty()));
    }

    // The first line names wrappers; the last "Caused by" is what a person can act on.
    private static String rootOf(String stackTrace) {
        return stackTrace
                .lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .orElseGet(() -> stackTrace.lines().findFirst().orElse("no cause given"));
    }
}
