package io.millrace.lab;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.job.graph.Connectors;
import io.millrace.job.graph.JobSettings;
import io.millrace.job.graph.PipelineGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink for the jobs of one side, in this JVM; how they write, and how their transactions end, is as in any other. */
final class Flink implements AutoCloseable {

    private static final int PARALLELISM = 2;
    private static final int TASK_MANAGERS = 2;

    private final MiniCluster cluster;
    private final Path checkpoints;

    private Flink(MiniCluster cluster, Path checkpoints) {
        this.cluster = cluster;
        this.checkpoints = checkpoints;
    }

    static Flink start(Path folder) throws Exception {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration())
                .setNumTaskManagers(TASK_MANAGERS)
                .setNumSlotsPerTaskManager(PARALLELISM)
                .withRandomPorts()
                .build());
        cluster.start();
        return new Flink(cluster, folder);
    }

    /**
     * Starts a pipeline's job with the settings that it has in earnest.
     *
     * @param change of the stream before it runs
     */
    FlinkJob run(
            PipelineDefinition definition,
            RunSettings run,
            Connectors connectors,
            Consumer<StreamExecutionEnvironment> change)
            throws Exception {
        return run(definition, run, connectors, new Configuration(), change);
    }

    /** The same from a savepoint, as a candidate is started. */
    FlinkJob restore(
            PipelineDefinition definition,
            RunSettings run,
            Connectors connectors,
            String savepoint,
            Consumer<StreamExecutionEnvironment> change)
            throws Exception {
        Configuration restored = new Configuration();
        restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        restored.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        return run(definition, run, connectors, restored, change);
    }

    private FlinkJob run(
            PipelineDefinition definition,
            RunSettings run,
            Connectors connectors,
            Configuration more,
            Consumer<StreamExecutionEnvironment> change)
            throws Exception {
        Configuration settings = JobSettings.of(run);
        settings.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        settings.addAll(more);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
        PipelineGraph.build(env, definition, run, connectors);
        change.accept(env);
        return new FlinkJob(
                cluster,
                cluster.submitJob(env.getStreamGraph())
                        .get(60, TimeUnit.SECONDS)
                        .getJobID());
    }

    /** Not every one survives what is tried here. */
    void addTaskManager() throws Exception {
        cluster.startTaskManager();
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
