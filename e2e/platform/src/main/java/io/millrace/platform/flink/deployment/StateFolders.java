package io.millrace.platform.flink.deployment;

import java.util.Optional;
import java.util.stream.Stream;

/** Where a spec wants its savepoints and checkpoints: under Flink's present names for that or the former ones. */
public final class StateFolders {

    private static final String SAVEPOINTS = "execution.checkpointing.savepoint-dir";
    private static final String CHECKPOINTS = "execution.checkpointing.dir";

    private StateFolders() {}

    public static Optional<String> savepoints(FlinkSpec spec) {
        return first(spec, SAVEPOINTS, "state.savepoints.dir");
    }

    public static Optional<String> checkpoints(FlinkSpec spec) {
        return first(spec, CHECKPOINTS, "state.checkpoints.dir");
    }

    /** What the spec's upgrade mode needs and is not there. */
    static Optional<String> refusal(FlinkSpec spec) {
        return switch (spec.upgrade().mode()) {
            case STATELESS -> Optional.empty();
            case SAVEPOINT ->
                checkpointsMissing(spec)
                        .or(() -> savepoints(spec).isPresent()
                                ? Optional.empty()
                                : Optional.of("Job could not be upgraded with savepoint while config key[" + SAVEPOINTS
                                        + "] is not set"));
            case LAST_STATE ->
                checkpointsMissing(spec)
                        .or(() -> HighAvailability.isOn(spec.configuration())
                                ? Optional.empty()
                                : Optional.of("The local Flink runtime needs high-availability.type: kubernetes"
                                        + " for upgrade mode last-state"));
        };
    }

    private static Optional<String> checkpointsMissing(FlinkSpec spec) {
        return checkpoints(spec).isPresent()
                ? Optional.empty()
                : Optional.of("Checkpoint directory[" + CHECKPOINTS
                        + "] must be defined for last-state and savepoint upgrade modes");
    }

    private static Optional<String> first(FlinkSpec spec, String... keys) {
        return Stream.of(keys)
                .filter(spec.configuration()::containsKey)
                .findFirst()
                .map(spec.configuration()::get);
    }
}
