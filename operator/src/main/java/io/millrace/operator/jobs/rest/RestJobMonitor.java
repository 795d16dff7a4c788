package io.millrace.operator.jobs.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks all JobManagers at once; one that does not answer holds up nobody else. */
public final class RestJobMonitor implements JobMonitor {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String address;

    /** @param address with {@code {namespace}} and {@code {name}} */
    public RestJobMonitor(String address) {
        this.address = address;
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
        return get(root(pipeline) + "/jobs/" + jobId + "/checkpoints")
                .thenApply(checkpoints -> checkpoints.at("/latest/savepoint"))
                .thenApply(savepoint -> Optional.of(savepoint.path("state_size").asLong())
                        .filter(size -> savepoint.path("external_path").asText().equals(path)))
                // How large it is is good to know, and no reason to wait.
                .exceptionally(failure -> Optional.empty())
                .join();
    }

    private String root(PipelineId pipeline) {
        return address.replace("{namespace}", pipeline.namespace()).replace("{name}", pipeline.name());
    }

    private CompletableFuture<Observed<JobFigures>> ask(PipelineId pipeline) {
        String root = root(pipeline);
        return get(root + "/jobs/overview")
                .thenCompose(overview -> newest(overview)
                        .map(job -> figures(root, job).<Observed<JobFigures>>thenApply(Observed::found))
                        .orElseGet(() -> CompletableFuture.completedFuture(Observed.absent())))
                .exceptionally(RestJobMonitor::unreachable);
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

    private CompletableFuture<JobFigures> figures(String root, JsonNode job) {
        String id = job.path("jid").asText();
        CompletableFuture<JsonNode> checkpoints = get(root + "/jobs/" + id + "/checkpoints");
        CompletableFuture<JsonNode> restarts = get(root + "/jobs/" + id + "/metrics?get=numRestarts");
        CompletableFuture<JobFigures.Workers> workers = get(root + "/overview").thenApply(all -> workers(all, job));
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

    private static Optional<Instant> last(JsonNode completed) {
        long acknowledged = completed.path("latest_ack_timestamp").asLong(0);
        return acknowledged == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(acknowledged));
    }

    private CompletableFuture<JsonNode> get(String address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(LONGEST).build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(RestJobMonitor::read);
    }

    private static JsonNode read(HttpResponse<String> response) {
        try {
            if (response.statusCode() != 200) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CompletionException(new IOException("no JSON", e));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static Observed<JobFigures> unreachable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Observed.unreachable(new Outage(
                Reason.FLINK_UNREACHABLE,
                "Flink's REST API does not answer (" + cause.getClass().getSimpleName() + ")"));
    }
}
