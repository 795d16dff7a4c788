package io.millrace.operator.probes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Answers 200 or 503. */
public final class Probe implements HttpHandler {

    private final BooleanSupplier fine;

    public Probe(BooleanSupplier fine) {
        this.fine = fine;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        boolean isFine = fine.getAsBoolean();
        byte[] word = (isFine ? "ok\n" : "not ok\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(isFine ? 200 : 503, word.length);
        exchange.getResponseBody().write(word);
        exchange.close();
    }
}
