package io.millrace.operator.revisions;

/**
 * What the job of a revision runs on, pinned when the revision was accepted.
 *
 * @param flinkVersion as FlinkDeployment spells it
 * @param stateFolder checkpoints, savepoints and high-availability data of this pipeline lie below it
 */
public record FlinkSettings(
        String image,
        String flinkVersion,
        String serviceAccount,
        String stateFolder,
        int parallelism,
        int maxParallelism,
        StateBackend stateBackend,
        Checkpoints checkpoints,
        Resources jobManager,
        Resources taskManager,
        int slots) {

    public FlinkSettings withStateFolder(String folder) {
        return new FlinkSettings(
                image,
                flinkVersion,
                serviceAccount,
                folder,
                parallelism,
                maxParallelism,
                stateBackend,
                checkpoints,
                jobManager,
                taskManager,
                slots);
    }

    public enum StateBackend {
        ROCKSDB,
        HEAP
    }

    public record Checkpoints(long intervalMillis, long minPauseMillis, long timeoutMillis) {}

    public record Resources(double cpus, long memoryMebibytes) {}
}
