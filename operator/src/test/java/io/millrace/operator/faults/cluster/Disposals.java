package io.millrace.operator.faults.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The part of a JobManager's REST API that removes savepoints and cancels jobs: it always can, and has done so at once, but
 * not before it was asked.
 */
final class Disposals implements AutoCloseable {

    private static final String ANSWER =
            """
            {"request-id": "1", "status": {"id": "COMPLETED"}, "operation": {}, "state": "%s"}""";

    private final HttpServer server;
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    private Disposals(HttpServer server) {
        this.server = server;
    }

    static Disposals start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Disposals disposals = new Disposals(server);
            server.createContext("/", disposals::answer);
            server.start();
            return disposals;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/{namespace}/{name}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("PATCH")) {
                cancelled.add(path);
            }
            byte[] answer = ANSWER.formatted(cancelled.contains(path) ? "CANCELED" : "RUNNING")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
