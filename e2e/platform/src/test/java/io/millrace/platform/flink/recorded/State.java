package io.millrace.platform.flink.recorded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What one status says that counts: recorded and played ones are read from the same JSON. */
record State(
        String lifecycle,
        String jobManager,
        String job,
        String reconciliation,
        long generation,
        boolean caughtUp,
        String path,
        String error,
        String snapshot,
        boolean deleting) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "-";

    static final State NEVER_LOOKED_AT = new State(NONE, NONE, NONE, NONE, 0, false, NONE, NONE, NONE, false);

    static State ofDeployment(JsonNode status, long generation, boolean deleting) {
        return new State(
                text(status, "/lifecycleState"),
                text(status, "/jobManagerDeploymentStatus"),
                text(status, "/jobStatus/state"),
                text(status, "/reconciliationStatus/state"),
                generation,
                status.path("observedGeneration").asLong(0) == generation,
                path(text(status, "/jobStatus/upgradeSavepointPath")),
                kind(text(status, "/error")),
                NONE,
                deleting);
    }

    /** Its deletion was never slow enough to be seen. */
    static State ofSnapshot(JsonNode status) {
        String snapshot = text(status, "/state").equals(NONE)
                ? NONE
                : text(status, "/state")
                        + (status.hasNonNull("path") ? " with a path" : "")
                        + ", failures " + status.path("failures").asInt();
        return new State(NONE, NONE, NONE, NONE, 0, false, NONE, NONE, snapshot, false);
    }

    private static String path(String path) {
        return path.startsWith("file:") ? "a path" : path;
    }

    private static String text(JsonNode status, String pointer) {
        return status.at(pointer).asText(NONE).isEmpty()
                ? NONE
                : status.at(pointer).asText(NONE);
    }

    /** The exception and the reason, but not the words, which name pods and causes. */
    private static String kind(String error) {
        if (error.equals(NONE)) {
            return NONE;
        }
        try {
            JsonNode json = JSON.readTree(error.endsWith("…") ? repaired(error) : error);
            String reason = json.at("/additionalMetadata/reason").asText("");
            return json.path("type").asText().replaceAll(".*\\.", "") + (reason.isEmpty() ? "" : " " + reason);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not an error of the operator's: " + error, e);
        }
    }

    // The recorder cut long errors off; the list of causes, where it cut, is not compared.
    private static String repaired(String error) {
        return error.replaceAll(",\"throwableList\".*", "}");
    }

    /** Nothing has come of an edit that was made when the status said the other. */
    boolean isOnlyBehind(State other) {
        return equals(new State(
                other.lifecycle,
                other.jobManager,
                other.job,
                other.reconciliation,
                generation,
                false,
                other.path,
                other.error,
                other.snapshot,
                other.deleting));
    }

    @Override
    public String toString() {
        return snapshot.equals(NONE)
                ? lifecycle + " | JM " + jobManager + " | job " + job + " | " + reconciliation + " | " + "generation "
                        + generation + (caughtUp ? " caught up" : " behind") + " | from " + path + " | error " + error
                        + (deleting ? " | deleting" : "")
                : snapshot;
    }
}
