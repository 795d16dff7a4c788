package io.millrace.operator.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/** Asks the JobManagers of pipelines, with bounded patience. What is no answer is an {@link IOException}. */
public final class FlinkRest {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String address;

    /** @param address with {@code {namespace}} and {@code {name}} */
    public FlinkRest(String address) {
        this.address = address;
    }

    /** @param path that begins with a slash */
    public CompletableFuture<JsonNode> get(PipelineId pipeline, String path) {
        return send(request(pipeline, path));
    }

    public CompletableFuture<JsonNode> post(PipelineId pipeline, String path, JsonNode body) {
        return send(request(pipeline, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public CompletableFuture<JsonNode> patch(PipelineId pipeline, String path) {
        return send(request(pipeline, path).method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }

    /** Waits for an answer; throws that Flink is away if there is none. */
    public static JsonNode answer(CompletableFuture<JsonNode> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw SystemException.away(Reason.FLINK_UNREACHABLE, outage(e).message(), e);
        }
    }

    /**
     * Asks again and again until the answer will do, for some seconds; throws that Flink is away if it does not come.
     *
     * @param otherwise what it has not done then
     */
    public JsonNode await(PipelineId pipeline, String path, Predicate<JsonNode> isEnough, String otherwise) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            JsonNode answer = answer(get(pipeline, path));
            if (isEnough.test(answer)) {
                return answer;
            }
            pause();
        }
        throw away("Flink takes long: it has not " + otherwise, new IOException("no end in sight"));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("Flink's REST API does not answer (interrupted)", e);
        }
    }

    private static SystemException away(String what, Exception cause) {
        return SystemException.away(Reason.FLINK_UNREACHABLE, what, cause);
    }

    /** Of a pipeline whose answer failed. */
    public static Outage outage(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new Outage(
                Reason.FLINK_UNREACHABLE,
                "Flink's REST API does not answer (" + cause.getClass().getSimpleName() + ")");
    }

    private HttpRequest.Builder request(PipelineId pipeline, String path) {
        String root = address.replace("{namespace}", pipeline.namespace()).replace("{name}", pipeline.deployment());
        return HttpRequest.newBuilder(URI.create(root + path)).timeout(LONGEST);
    }

    private CompletableFuture<JsonNode> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(FlinkRest::read);
    }

    private static JsonNode read(HttpResponse<String> response) {
        try {
            if (response.statusCode() >= 300) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CompletionException(new IOException("no JSON", e));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
