package io.millrace.operator.probes;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.operator.metrics.MetricsPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /livez}, {@code /readyz} and {@code /metrics}. */
public final class HttpEndpoint {

    private final HttpServer server;

    private HttpEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * @param port 0 for a free one
     * @param alive whether the operator still does its part
     * @param ready whether it acts, or stands by for one that does
     */
    public static HttpEndpoint start(
            int port, PrometheusMeterRegistry meters, BooleanSupplier alive, BooleanSupplier ready) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
            server.createContext("/livez", new Probe(alive));
            server.createContext("/readyz", new Probe(ready));
            server.createContext("/metrics", new MetricsPage(meters));
            server.setExecutor(Executors.newFixedThreadPool(2));
            server.start();
            return new HttpEndpoint(server);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be listened on", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }
}
