package io.millrace.job.graph;

import static org.awaitility.Awaitility.await;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/** A pipeline that runs in a Flink of this JVM, until it is stopped with a savepoint or closed. */
final class RunningGraph implements AutoCloseable {

    static final int MAX_PARALLELISM = 16;

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
        return start(definition, run, connectors, parallelism, savepoint, env -> {});
    }

    /** @param change of the stream before it runs */
    static RunningGraph start(
            PipelineDefinition definition,
            RunSettings run,
            Connectors connectors,
            int parallelism,
            @Nullable String savepoint,
            Consumer<StreamExecutionEnvironment> change)
            throws Exception {
        Configuration settings = JobSettings.of(run);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(10));
        settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        if (savepoint != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        PipelineGraph.build(env, definition, run, connectors);
        change.accept(env);
        return new RunningGraph(env.executeAsync());
    }

    /**
     * The savepoint's path. All that was read is written by then: the barrier pushes it out. A row that has come out does
     * not mean that every task is running yet: that is awaited.
     */
    String stop(Path folder) {
        return stop(folder, SavepointFormatType.CANONICAL);
    }

    /** @param format NATIVE is that of checkpoints */
    String stop(Path folder, SavepointFormatType format) {
        String savepoint =
                await().atMost(Duration.ofMinutes(1)).until(() -> tryToStop(folder, format), Objects::nonNull);
        stopped = true;
        return Objects.requireNonNull(savepoint);
    }

    /** Flink's id of the job. */
    String run() {
        return job.getJobID().toHexString();
    }

    /** The path of a savepoint that leaves the job running. */
    String snapshot(Path folder) {
        String savepoint = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> unlessTooEarly(
                                () -> job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL)),
                        Objects::nonNull);
        return Objects.requireNonNull(savepoint);
    }

    private @Nullable String tryToStop(Path folder, SavepointFormatType format) throws Exception {
        return unlessTooEarly(() -> job.stopWithSavepoint(false, folder.toUri().toString(), format));
    }

    private static @Nullable String unlessTooEarly(Supplier<CompletableFuture<String>> savepoint) throws Exception {
        try {
            return savepoint.get().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            boolean tooEarly = ExceptionUtils.findThrowable(e, CheckpointException.class)
                    .map(CheckpointException::getCheckpointFailureReason)
                    .filter(CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING::equals)
                    .isPresent();
            if (tooEarly) {
                return null;
            }
            throw e;
        }
    }

    /** Why the job did not start or go on, in all that its exceptions say. It must not be one that is tried again. */
    String failure() {
        stopped = true;
        try {
            job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
            throw new AssertionError("the job has ended well");
        } catch (ExecutionException e) {
            return ExceptionUtils.stringifyException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the job has not failed", e);
        }
    }

    @Override
    public void close() {
        if (!stopped) {
            stopped = true;
            job.cancel().join();
        }
    }
}
