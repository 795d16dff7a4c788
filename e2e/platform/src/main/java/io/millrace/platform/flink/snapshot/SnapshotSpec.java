package io.millrace.platform.flink.snapshot;

import java.util.Optional;

/**
 * What a FlinkStateSnapshot asks for.
 *
 * @param path of a savepoint that exists already, or the folder for a new one
 */
public record SnapshotSpec(
        Optional<String> deployment,
        Kind kind,
        Optional<String> path,
        String format,
        boolean disposeOnDelete,
        boolean alreadyExists,
        int backoffLimit) {

    /** Flink owns the files of a checkpoint; those of a savepoint are the user's. */
    public enum Kind {
        SAVEPOINT,
        CHECKPOINT
    }
}
