package io.millrace.operator.faults.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The part of a JobManager's REST API that removes savepoints: it always can, and has done so at once. */
final class Disposals implements AutoCloseable {

    private static final String ANSWER =
            """
            {"request-id": "1", "status": {"id": "COMPLETED"}, "operation": {}, "state": "CANCELED"}""";

    private final HttpServer server;

    private Disposals(HttpServer server) {
        this.server = server;
    }

    static Disposals start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", Disposals::answer);
            server.start();
            return new Disposals(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/{namespace}/{name}";
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
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
