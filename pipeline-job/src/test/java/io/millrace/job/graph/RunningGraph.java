package io.millrace.job.graph;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A pipeline that runs in a Flink of this JVM, until it is stopped with a savepoint or closed. */
final class RunningGraph implements AutoCloseable {

    private final JobClient job;
    private boolean stopped;

    private RunningGraph(JobClient job) {
        this.job = job;
    }

    static RunningGraph start(
            PipelineDefinition definition,
            RunSettings run,
            Connectors connectors,
            int parallelism,
            @Nullable String savepoint)
            throws Exception {
        Configuration settings = JobSettings.of(run);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(10));
        settings.set(PipelineOptions.MAX_PARALLELISM, 16);
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        if (savepoint != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        PipelineGraph.build(env, definition, run, connectors);
        return new RunningGraph(env.executeAsync());
    }

    /** The savepoint's path. */
    String stop(Path folder) throws Exception {
        String savepoint = job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        stopped = true;
        return savepoint;
    }

    @Override
    public void close() {
        if (!stopped) {
            job.cancel().join();
        }
    }
}
