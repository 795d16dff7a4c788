package io.millrace.platform.flink.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.platform.flink.snapshot.SnapshotSpec.Kind;
import java.util.Optional;

/** A spec was understood, or it was not and the sentence says why. */
public sealed interface SnapshotReading {

    record Understood(SnapshotSpec spec) implements SnapshotReading {}

    record Refused(String sentence) implements SnapshotReading {}

    static SnapshotReading of(JsonNode spec) {
        boolean savepoint = spec.hasNonNull("savepoint");
        if (savepoint == spec.hasNonNull("checkpoint")) {
            return new Refused("Exactly one of checkpoint or savepoint configurations has to be set.");
        }
        SnapshotSpec read = read(spec, savepoint ? Kind.SAVEPOINT : Kind.CHECKPOINT);
        if (read.alreadyExists()) {
            return read.path().isPresent()
                    ? new Understood(read)
                    : new Refused("A savepoint that exists already has to have a path");
        }
        if (read.deployment().isEmpty()) {
            return new Refused("Job reference must be supplied for this snapshot");
        }
        String kind = spec.at("/jobReference/kind").asText("FlinkDeployment");
        return kind.equals("FlinkDeployment")
                ? new Understood(read)
                : new Refused("The local Flink runtime knows no " + kind);
    }

    private static SnapshotSpec read(JsonNode spec, Kind kind) {
        JsonNode savepoint = spec.path("savepoint");
        return new SnapshotSpec(
                text(spec.at("/jobReference/name")),
                kind,
                text(savepoint.path("path")),
                text(savepoint.path("formatType")).orElse("CANONICAL"),
                savepoint.path("disposeOnDelete").asBoolean(true),
                savepoint.path("alreadyExists").asBoolean(false),
                spec.path("backoffLimit").asInt(-1));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? Optional.of(node.asText()) : Optional.empty();
    }
}
