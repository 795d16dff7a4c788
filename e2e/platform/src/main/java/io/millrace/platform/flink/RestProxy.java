package io.millrace.platform.flink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.Misbehaviour;
import io.millrace.platform.flink.deployment.Misbehaviours;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One address for the REST APIs of all JobManagers: {@code /{namespace}/{name}/...}; and {@code /healthz}. */
final class RestProxy implements AutoCloseable {

    private static final Pattern DEPLOYMENT = Pattern.compile("/([^/]+)/([^/]+)(/.*)?");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FlinkRuntime runtime;
    private final HttpServer server;
    private final HeldRequests held = new HeldRequests();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private volatile boolean ready;

    private RestProxy(FlinkRuntime runtime, HttpServer server) {
        this.runtime = runtime;
        this.server = server;
    }

    static RestProxy start(FlinkRuntime runtime, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        RestProxy proxy = new RestProxy(runtime, server);
        server.createContext("/", proxy::handle);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "rest-proxy");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return proxy;
    }

    /** From now on {@code /healthz} says so. */
    void ready() {
        ready = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Matcher matcher = DEPLOYMENT.matcher(path);
        if (path.equals("/healthz")) {
            answer(exchange, ready ? 200 : 503, ready ? "ok" : "The FlinkDeployments have not been read yet");
        } else if (!matcher.matches()) {
            answer(exchange, 404, "Ask for /{namespace}/{name of a FlinkDeployment}/{path of Flink's REST API}");
        } else {
            handle(exchange, new DeploymentKey(matcher.group(1), matcher.group(2)), matcher.group(3));
        }
    }

    private void handle(HttpExchange exchange, DeploymentKey key, @Nullable String path) throws IOException {
        Misbehaviours misbehaviours = runtime.misbehaviours(key);
        if (misbehaviours.has(Misbehaviour.REST_SILENT)) {
            held.hold(key, exchange);
            return;
        }
        held.letGo(key);
        if (misbehaviours.has(Misbehaviour.REST_ERROR)) {
            answer(exchange, 500, "Told to fail by " + Misbehaviours.ANNOTATION);
            return;
        }
        if (!runtime.knows(key)) {
            answer(exchange, 404, "There is no FlinkDeployment " + key);
            return;
        }
        Optional<URI> jobManager = runtime.rest(key);
        if (jobManager.isEmpty()) {
            answer(exchange, 503, "The JobManager of " + key + " is not running");
            return;
        }
        String query = exchange.getRequestURI().getRawQuery();
        URI target = URI.create(jobManager.get() + (path == null ? "/" : path) + (query == null ? "" : "?" + query));
        try {
            forward(exchange, target);
        } catch (IOException notYet) {
            answer(exchange, 503, "The JobManager of " + key + " does not answer: " + notYet.getMessage());
        }
    }

    private void forward(HttpExchange exchange, URI target) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .ifPresent(type -> request.header("Content-Type", type));
        HttpResponse<byte[]> response = send(request.build());
        response.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                .set("Content-Type", type));
        respond(exchange, response.statusCode(), response.body());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void answer(HttpExchange exchange, int code, String sentence) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        respond(exchange, code, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int code, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
