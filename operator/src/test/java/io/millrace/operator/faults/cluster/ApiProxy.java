package io.millrace.operator.faults.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.millrace.operator.faults.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before the API server for one process of the operator, with that process's account. */
final class ApiProxy implements AutoCloseable {

    private static final Set<String> PASSED_ON = Set.of("content-type", "accept", "user-agent");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient upstream;
    private final Config account;
    private final Gate gate;
    private final Gate.Victim operator;

    private ApiProxy(HttpServer server, HttpClient upstream, Config account, Gate gate, Gate.Victim operator) {
        this.server = server;
        this.upstream = upstream;
        this.account = account;
        this.gate = gate;
        this.operator = operator;
    }

    static ApiProxy start(Config account, Gate gate, Gate.Victim operator) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            HttpClient upstream = HttpClient.newBuilder()
                    .sslContext(SSLUtils.sslContext(account))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
            ApiProxy proxy = new ApiProxy(server, upstream, account, gate, operator);
            server.setExecutor(proxy.threads);
            server.createContext("/", proxy::handle);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the API server's certificate cannot be used", e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            if (operator.isDead()) {
                return;
            }
            if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                // Watches over plain HTTP: an event is a line there.
                answer(exchange, 503, "no websockets here");
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean writes = !exchange.getRequestMethod().equals("GET");
            Fault fault = writes ? gate.next(RequestNames.of(exchange), operator) : Fault.NONE;
            carryOut(fault, exchange, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Where nothing was answered, this breaks the connection.
            exchange.close();
        }
    }

    private void carryOut(Fault fault, HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        switch (fault) {
            case NONE -> pass(exchange, forward(exchange, body));
            case KILLED_BEFORE, TIMEOUT -> {}
            case KILLED_AFTER, REPLY_LOST, REPLY_LOST_AND_KILLED ->
                forward(exchange, body).body().readAllBytes();
            case REPEATED -> {
                forward(exchange, body).body().readAllBytes();
                pass(exchange, forward(exchange, body));
            }
            case CONFLICT -> answer(exchange, 409, "Conflict");
            case GONE -> answer(exchange, 410, "Gone");
            case THROTTLED -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 429, "TooManyRequests");
            }
            case BROKEN -> answer(exchange, 500, "InternalError");
        }
    }

    private HttpResponse<InputStream> forward(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        URI target = URI.create(account.getMasterUrl()).resolve(exchange.getRequestURI());
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Authorization", "Bearer " + token());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return upstream.send(request.build(), BodyHandlers.ofInputStream());
    }

    private String token() {
        return account.getAutoOAuthToken() == null ? account.getOauthToken() : account.getAutoOAuthToken();
    }

    private void pass(HttpExchange exchange, HttpResponse<InputStream> response) throws IOException {
        response.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                .set("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (InputStream from = response.body();
                OutputStream to = exchange.getResponseBody()) {
            byte[] buffer = new byte[16384];
            for (int read = from.read(buffer); read >= 0 && !operator.isDead(); read = from.read(buffer)) {
                to.write(buffer, 0, read);
                to.flush();
            }
        }
    }

    private static void answer(HttpExchange exchange, int code, String reason) throws IOException {
        byte[] status =
                """
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": %d, "reason": "%s",
                 "message": "the proxy says so"}"""
                        .formatted(code, reason)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, status.length);
        exchange.getResponseBody().write(status);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
