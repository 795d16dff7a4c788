package io.millrace.lab;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** One job, until it is closed. */
record FlinkJob(MiniCluster cluster, JobID id) implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofMinutes(1);

    /** Until all of it runs. */
    void awaitRunning() {
        await().atMost(AT_MOST).pollInterval(Duration.ofMillis(50)).until(() -> {
            AccessExecutionGraph graph = graph();
            return graph.getState() == JobStatus.RUNNING
                    && vertices(graph).allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
        });
    }

    /** How often it was started again. */
    int failures() throws Exception {
        return vertices(graph())
                .mapToInt(vertex -> vertex.getCurrentExecutionAttempt().getAttemptNumber())
                .max()
                .orElseThrow();
    }

    private AccessExecutionGraph graph() throws InterruptedException, ExecutionException, TimeoutException {
        return cluster.getExecutionGraph(id).get(10, TimeUnit.SECONDS);
    }

    private static Stream<? extends AccessExecutionVertex> vertices(AccessExecutionGraph graph) {
        return StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false);
    }

    /** The path of a savepoint that leaves it running. */
    CompletableFuture<String> snapshot(Path folder) {
        return cluster.triggerSavepoint(id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL);
    }

    /** A checkpoint out of turn: what was written until then is committed when it is complete. */
    void checkpoint() throws Exception {
        cluster.triggerCheckpoint(id).get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        cluster.cancelJob(id).join();
        await().atMost(AT_MOST).until(() -> cluster.getJobStatus(id).join().isGloballyTerminalState());
    }
}
