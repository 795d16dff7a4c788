package io.millrace.platform.flink.deployment;

import java.util.Optional;

/** Where a spec wants its savepoints: under Flink's present name for it or the former one. */
final class SavepointFolder {

    private SavepointFolder() {}

    static Optional<String> of(FlinkSpec spec) {
        return Optional.ofNullable(spec.configuration().get("execution.checkpointing.savepoint-dir"))
                .or(() -> Optional.ofNullable(spec.configuration().get("state.savepoints.dir")));
    }
}
