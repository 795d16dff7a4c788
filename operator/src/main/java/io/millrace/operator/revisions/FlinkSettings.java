package io.millrace.operator.revisions;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;

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

    public FlinkSettings withResources(Resources ofJobManager, Resources ofTaskManager) {
        return new FlinkSettings(
                image,
                flinkVersion,
                serviceAccount,
                stateFolder,
                parallelism,
                maxParallelism,
                stateBackend,
                checkpoints,
                ofJobManager,
                ofTaskManager,
                slots);
    }

    public enum StateBackend {
        ROCKSDB,
        HEAP
    }

    public record Checkpoints(long intervalMillis, long minPauseMillis, long timeoutMillis) {}

    public record Resources(double cpus, long memoryMebibytes) {

        private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024L);

        public static Resources of(Quantity cpu, Quantity memory) {
            return new Resources(cpus(cpu), mebibytes(memory));
        }

        public static double cpus(Quantity cpu) {
            return cpu.getNumericalAmount().doubleValue();
        }

        public static long mebibytes(Quantity memory) {
            return memory.getNumericalAmount().divideToIntegralValue(MEBIBYTE).longValueExact();
        }
    }
}
