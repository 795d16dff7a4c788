package io.millrace.platform.flink.deployment;

import java.util.Optional;
import java.util.stream.Stream;

/** Where a spec wants its savepoints and checkpoints: under Flink's present names for that or the former ones. */
public final class StateFolders {

    private StateFolders() {}

    public static Optional<String> savepoints(FlinkSpec spec) {
        return first(spec, "execution.checkpointing.savepoint-dir", "state.savepoints.dir");
    }

    public static Optional<String> checkpoints(FlinkSpec spec) {
        return first(spec, "execution.checkpointing.dir", "state.checkpoints.dir");
    }

    private static Optional<String> first(FlinkSpec spec, String... keys) {
        return Stream.of(keys)
                .filter(spec.configuration()::containsKey)
                .findFirst()
                .map(spec.configuration()::get);
    }
}
