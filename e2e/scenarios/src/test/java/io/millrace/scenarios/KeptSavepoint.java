package io.millrace.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** One of the savepoints in a pipeline's status, and where it lies. */
record KeptSavepoint(String name, String cause, Path folder) {

    static KeptSavepoint of(JsonNode status) {
        return new KeptSavepoint(
                status.path("name").asText(),
                status.path("cause").asText(),
                Path.of(URI.create(status.path("path").asText())));
    }

    /** The number among the job's checkpoints, which Flink writes at the beginning. */
    long checkpoint() {
        try (DataInputStream metadata = new DataInputStream(Files.newInputStream(folder.resolve("_metadata")))) {
            int magic = metadata.readInt();
            if (magic != 0x4960672d) {
                throw new IOException(folder + " is no savepoint");
            }
            // The version of the format.
            metadata.readInt();
            return metadata.readLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
