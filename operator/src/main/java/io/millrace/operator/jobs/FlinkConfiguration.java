package io.millrace.operator.jobs;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.revisions.FlinkSettings;
import java.util.SortedMap;
import java.util.TreeMap;

/** Flink's configuration of a job: flat, as the oldest Flink Kubernetes operator that we run with takes no other. */
final class FlinkConfiguration {

    private FlinkConfiguration() {}

    static SortedMap<String, String> of(FlinkSettings flink, Slot slot) {
        SortedMap<String, String> configuration = new TreeMap<>();
        checkpoints(flink, slot, configuration);
        state(flink, configuration);
        pipeline(flink, configuration);
        restarts(configuration);
        flinkOperator(configuration);
        return configuration;
    }

    private static void checkpoints(FlinkSettings flink, Slot slot, SortedMap<String, String> configuration) {
        FlinkSettings.Checkpoints checkpoints = flink.checkpoints();
        configuration.put("execution.checkpointing.mode", "EXACTLY_ONCE");
        configuration.put("execution.checkpointing.interval", millis(checkpoints.intervalMillis()));
        configuration.put("execution.checkpointing.min-pause", millis(checkpoints.minPauseMillis()));
        configuration.put("execution.checkpointing.timeout", millis(checkpoints.timeoutMillis()));
        // What a barrier overtakes would be in the wrong transaction, and the watermark in the wrong checkpoint.
        configuration.put("execution.checkpointing.unaligned.enabled", "false");
        configuration.put("execution.checkpointing.externalized-checkpoint-retention", retention(slot));
        // A checkpoint that fails costs time only; restarting the job for it would cost more. Health watches them.
        configuration.put("execution.checkpointing.tolerable-failed-checkpoints", String.valueOf(Integer.MAX_VALUE));
    }

    // Nobody goes on from where a candidate was.
    private static String retention(Slot slot) {
        return switch (slot) {
            case PROD -> "RETAIN_ON_CANCELLATION";
            case CANARY -> "DELETE_ON_CANCELLATION";
        };
    }

    private static void state(FlinkSettings flink, SortedMap<String, String> configuration) {
        switch (flink.stateBackend()) {
            case HEAP -> configuration.put("state.backend.type", "hashmap");
            case ROCKSDB -> {
                configuration.put("state.backend.type", "rocksdb");
                // Only what changed since the last checkpoint is stored again. Savepoints stay whole, and of the form
                // that
                // both backends read.
                configuration.put("execution.checkpointing.incremental", "true");
            }
        }
        String folder = flink.stateFolder();
        configuration.put("execution.checkpointing.dir", folder + "/checkpoints");
        configuration.put("execution.checkpointing.savepoint-dir", folder + "/savepoints");
        // What a job is started from stays ours.
        configuration.put("execution.state-recovery.claim-mode", "NO_CLAIM");
        configuration.put("high-availability.type", "kubernetes");
        configuration.put("high-availability.storageDir", folder + "/ha");
    }

    private static void pipeline(FlinkSettings flink, SortedMap<String, String> configuration) {
        configuration.put("pipeline.max-parallelism", String.valueOf(flink.maxParallelism()));
        configuration.put("taskmanager.numberOfTaskSlots", String.valueOf(flink.slots()));
        // Both would give up state on the next change of a class or of the graph, without a word.
        configuration.put("pipeline.generic-types", "false");
        configuration.put("pipeline.auto-generate-uids", "false");
    }

    private static void restarts(SortedMap<String, String> configuration) {
        configuration.put("restart-strategy.type", "exponential-delay");
        configuration.put("restart-strategy.exponential-delay.initial-backoff", "1 s");
        configuration.put("restart-strategy.exponential-delay.max-backoff", "1 min");
    }

    private static void flinkOperator(SortedMap<String, String> configuration) {
        // Two controllers that roll back would fight.
        configuration.put("kubernetes.operator.deployment.rollback.enabled", "false");
        // A savepoint is promised; without one the job must stay as it is.
        configuration.put("kubernetes.operator.job.upgrade.last-state-fallback.enabled", "false");
        // The last one is taken before; a job that does not run could take none, and would never be gone.
        configuration.put("kubernetes.operator.job.savepoint-on-deletion", "false");
        // The savepoints are in our status: nobody else removes them, or leaves a resource of each behind.
        configuration.put("kubernetes.operator.savepoint.cleanup.enabled", "false");
        configuration.put("kubernetes.operator.snapshot.resource.enabled", "false");
        // Whatever stands in the operator's own configuration: the parallelism is that of the spec.
        configuration.put("job.autoscaler.enabled", "false");
    }

    private static String millis(long millis) {
        return millis + " ms";
    }
}
