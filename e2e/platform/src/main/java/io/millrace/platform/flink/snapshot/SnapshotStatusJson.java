package io.millrace.platform.flink.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A status to and from the JSON of the resource. */
public final class SnapshotStatusJson {

    private SnapshotStatusJson() {}

    public static SnapshotStatus read(JsonNode status) {
        return new SnapshotStatus(
                SnapshotState.valueOf(status.path("state").asText("TRIGGER_PENDING")),
                text(status, "triggerId"),
                text(status, "triggerTimestamp").map(Instant::parse),
                text(status, "resultTimestamp").map(Instant::parse),
                text(status, "path"),
                text(status, "error"),
                status.path("failures").asInt(0));
    }

    public static ObjectNode write(SnapshotStatus status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", status.state().name());
        json.put("failures", status.failures());
        status.triggerId().ifPresent(id -> json.put("triggerId", id));
        status.triggered().ifPresent(at -> json.put("triggerTimestamp", time(at)));
        status.ended().ifPresent(at -> json.put("resultTimestamp", time(at)));
        status.path().ifPresent(path -> json.put("path", path));
        status.error().ifPresent(error -> json.put("error", error));
        return json;
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static Optional<String> text(JsonNode status, String field) {
        return status.hasNonNull(field) ? Optional.of(status.path(field).asText()) : Optional.empty();
    }
}
