package io.millrace.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches one deployment from the outside: which jobs Flink has shown as running, in their order, and how many
 * JobManagers there ever were side by side.
 */
final class JobWatch implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(300);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI overview;
    private final FlinkProcesses processes;
    private final CompletableFuture<Void> watching;
    private final Set<String> ran = new LinkedHashSet<>();
    private int mostAtOnce;
    private volatile boolean closed;

    private JobWatch(URI rest, FlinkProcesses processes) {
        this.overview = URI.create(rest + "/jobs/overview");
        this.processes = processes;
        this.watching = CompletableFuture.runAsync(this::watch, task -> new Thread(task, "job watch").start());
    }

    static JobWatch on(URI rest, FlinkProcesses processes) {
        return new JobWatch(rest, processes);
    }

    private void watch() {
        while (!closed) {
            look();
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    private void look() {
        int jobManagers = processes.jobManagers().size();
        List<String> running = running();
        synchronized (this) {
            mostAtOnce = Math.max(mostAtOnce, Math.max(jobManagers, running.size()));
            ran.addAll(running);
        }
    }

    private List<String> running() {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(overview)
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                return List.of();
            }
            return JSON.readTree(answer.body()).path("jobs").findParents("jid").stream()
                    .filter(job -> job.path("state").asText().equals("RUNNING"))
                    .map(job -> job.path("jid"))
                    .map(JsonNode::asText)
                    .toList();
        } catch (IOException notNow) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Flink's ids of the jobs that ran, oldest first. */
    synchronized List<String> jobs() {
        if (watching.isCompletedExceptionally()) {
            watching.join();
        }
        return List.copyOf(ran);
    }

    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    @Override
    public void close() {
        closed = true;
    }
}
