package io.millrace.operator.faults.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.operator.faults.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before the API server for one process of the operator, with that process's account. */
final class ApiProxy implements AutoCloseable {

    static {
        // Head and body of an answer are two packets, and the second would wait for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Upstream upstream;
    private final Gate gate;
    private final Gate.Victim operator;

    private ApiProxy(HttpServer server, Upstream upstream, Gate gate, Gate.Victim operator) {
        this.server = server;
        this.upstream = upstream;
        this.gate = gate;
        this.operator = operator;
    }

    static ApiProxy start(Upstream upstream, Gate gate, Gate.Victim operator) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ApiProxy proxy = new ApiProxy(server, upstream, gate, operator);
            server.setExecutor(proxy.threads);
            server.createContext("/", proxy::handle);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
                // Watches over plain HTTP: an event is a line there. Any answer from 500 on is asked for again and
                // again, for 19 seconds.
                answer(exchange, 200, "no websockets here");
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean writes = !exchange.getRequestMethod().equals("GET");
            Fault fault = writes ? gate.next(RequestNames.of(exchange), operator) : Fault.NONE;
            carryOut(fault, exchange, body, writes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Where nothing was answered, this breaks the connection.
            exchange.close();
        }
    }

    private void carryOut(Fault fault, HttpExchange exchange, byte[] body, boolean writes)
            throws IOException, InterruptedException {
        switch (fault) {
            case NONE -> pass(exchange, send(exchange, body, writes));
            case KILLED_BEFORE, TIMEOUT -> {}
            case KILLED_AFTER, REPLY_LOST, REPLY_LOST_AND_KILLED ->
                send(exchange, body, writes).body().readAllBytes();
            case REPEATED -> {
                send(exchange, body, writes).body().readAllBytes();
                pass(exchange, send(exchange, body, writes));
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

    private HttpResponse<InputStream> send(HttpExchange exchange, byte[] body, boolean writes)
            throws IOException, InterruptedException {
        try {
            return upstream.send(exchange, body);
        } finally {
            // Before anybody hears of it.
            if (writes) {
                gate.moved(RequestNames.resource(exchange));
            }
        }
    }

    private void pass(HttpExchange exchange, HttpResponse<InputStream> response)
            throws IOException, InterruptedException {
        response.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                .set("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (InputStream from = response.body();
                OutputStream to = exchange.getResponseBody()) {
            if (RequestNames.isWatch(exchange)) {
                gate.watches().pass(RequestNames.resource(exchange), from, to, operator::isDead, gate::meet);
            } else {
                from.transferTo(to);
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
