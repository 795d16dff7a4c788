package io.millrace.operator.jobs.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operator.flink.FlinkRest;
import io.millrace.operator.jobs.JobFailure;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks all JobManagers at once; one that does not answer holds up nobody else. */
public final class RestJobMonitor implements JobMonitor {

    private static final String CPU_TIME = "/taskmanagers/metrics?get=Status.JVM.CPU.Time&agg=sum";

    private final FlinkRest flink;

    public RestJobMonitor(FlinkRest flink) {
        this.flink = flink;
    }

    @Override
    public Map<PipelineId, Observed<JobFigures>> figures(Collection<PipelineId> pipelines) {
        Map<PipelineId, CompletableFuture<Observed<JobFigures>>> asked = new HashMap<>();
        pipelines.forEach(pipeline -> asked.put(pipeline, ask(pipeline)));
        Map<PipelineId, Observed<JobFigures>> answers = new HashMap<>();
        asked.forEach((pipeline, answer) -> answers.put(pipeline, answer.join()));
        return answers;
    }

    @Override
    public Optional<Long> savepointSize(PipelineId pipeline, String jobId, String path) {
        return flink.get(pipeline, "/jobs/" + jobId + "/checkpoints")
                .thenApply(checkpoints -> checkpoints.at("/latest/savepoint"))
                .thenApply(savepoint -> Optional.of(savepoint.path("state_size").asLong())
                        .filter(size -> savepoint.path("external_path").asText().equals(path)))
                // How large it is is good to know, and no reason to wait.
                .exceptionally(failure -> Optional.empty())
                .join();
    }

    @Override
    public Map<PipelineId, Long> cpuMillis(Collection<PipelineId> pipelines) {
        Map<PipelineId, CompletableFuture<Optional<Long>>> asked = new HashMap<>();
        pipelines.forEach(pipeline -> asked.put(
                pipeline,
                flink.get(pipeline, CPU_TIME)
                        .thenApply(RestJobMonitor::millis)
                        // Whether Flink answers is told by its figures.
                        .exceptionally(failure -> Optional.empty())));
        Map<PipelineId, Long> answers = new HashMap<>();
        asked.forEach((pipeline, answer) -> answer.join().ifPresent(millis -> answers.put(pipeline, millis)));
        return answers;
    }

    // Flink gives nanoseconds.
    private static Optional<Long> millis(JsonNode metrics) {
        JsonNode sum = metrics.path(0).path("sum");
        return sum.isNumber() ? Optional.of(Math.round(sum.asDouble() / 1e6)) : Optional.empty();
    }

    @Override
    public Optional<JobFailure> lastFailure(PipelineId pipeline, String jobId) {
        return flink.get(pipeline, "/jobs/" + jobId + "/exceptions?maxExceptions=1")
                .thenApply(exceptions -> exceptions.at("/exceptionHistory/entries/0"))
                .thenApply(last -> Optional.of(new JobFailure(
                                last.path("taskName").asText(""),
                                last.path("stacktrace").asText("")))
                        .filter(failure -> !failure.trace().isEmpty()))
                // Why it failed is good to know, and no reason to wait.
                .exceptionally(failure -> Optional.empty())
                .join();
    }

    private CompletableFuture<Observed<JobFigures>> ask(PipelineId pipeline) {
        return flink.get(pipeline, "/jobs/overview")
                .thenCompose(overview -> newest(overview)
                        .map(job -> figures(pipeline, job).<Observed<JobFigures>>thenApply(Observed::found))
                        .orElseGet(() -> CompletableFuture.completedFuture(Observed.absent())))
                .exceptionally(failure -> Observed.unreachable(FlinkRest.outage(failure)));
    }

    private static Optional<JsonNode> newest(JsonNode overview) {
        Optional<JsonNode> newest = Optional.empty();
        for (JsonNode job : overview.path("jobs")) {
            if (newest.isEmpty()
                    || job.path("start-time").asLong()
                            > newest.get().path("start-time").asLong()) {
                newest = Optional.of(job);
            }
        }
        return newest;
    }

    private CompletableFuture<JobFigures> figures(PipelineId pipeline, JsonNode job) {
        String id = job.path("jid").asText();
        CompletableFuture<JsonNode> checkpoints = flink.get(pipeline, "/jobs/" + id + "/checkpoints");
        CompletableFuture<JsonNode> restarts = flink.get(pipeline, "/jobs/" + id + "/metrics?get=numRestarts");
        CompletableFuture<JobFigures.Workers> workers =
                flink.get(pipeline, "/overview").thenApply(all -> workers(all, job));
        return checkpoints
                .thenCombine(restarts, Statistics::new)
                .thenCombine(
                        workers,
                        (statistics, working) -> new JobFigures(
                                id,
                                job.path("state").asText(),
                                statistics.restarts().path(0).path("value").asInt(0),
                                statistics.checkpoints().at("/counts/completed").asLong(),
                                statistics.checkpoints().at("/counts/failed").asLong(),
                                last(statistics.checkpoints().at("/latest/completed")),
                                duration(statistics.checkpoints().at("/latest/completed")),
                                working));
    }

    private record Statistics(JsonNode checkpoints, JsonNode restarts) {}

    private static JobFigures.Workers workers(JsonNode overview, JsonNode job) {
        JsonNode tasks = job.path("tasks");
        return new JobFigures.Workers(
                overview.path("taskmanagers").asInt(),
                tasks.path("total").asInt(),
                tasks.path("running").asInt() + tasks.path("finished").asInt());
    }

    private static Optional<Long> duration(JsonNode completed) {
        JsonNode took = completed.path("end_to_end_duration");
        return took.isNumber() ? Optional.of(took.asLong()) : Optional.empty();
    }

    private static Optional<Instant> last(JsonNode completed) {
        long acknowledged = completed.path("latest_ack_timestamp").asLong(0);
        return acknowledged == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(acknowledged));
    }
}
