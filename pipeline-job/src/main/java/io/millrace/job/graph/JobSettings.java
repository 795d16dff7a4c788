package io.millrace.job.graph;

import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Slot;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** Settings of Flink that the job's promises rest on; they are no choice of a deployment. */
public final class JobSettings {

    private JobSettings() {}

    public static Configuration of(RunSettings run) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, run.namespace() + "/" + run.pipeline());
        // Kryo would make state that nobody can read after an upgrade; a generated uid, state that nobody finds.
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        // All records are immutable.
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(run.checkpointIntervalMillis()));
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        // A barrier that overtakes records would part them from their epoch, and watermarks from what they closed.
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        // While a registry is away checkpoints fail; the job waits, it does not restart.
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        settings.set(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION, retention(run.slot()));
        return settings;
    }

    // A candidate that is cancelled is over: nobody goes on from where it was.
    private static ExternalizedCheckpointRetention retention(Slot slot) {
        return switch (slot) {
            case PROD -> ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION;
            case CANARY -> ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION;
        };
    }
}
