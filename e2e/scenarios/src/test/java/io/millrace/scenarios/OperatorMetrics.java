package io.millrace.scenarios;

import io.millrace.platform.OperatorAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What the operator says about itself, as Prometheus reads it. */
final class OperatorMetrics {

    private final HttpClient http = HttpClient.newHttpClient();
    private final OperatorAccess operator;

    OperatorMetrics(OperatorAccess operator) {
        this.operator = operator;
    }

    /** How many turns the loop has finished since the process started. */
    double turns() {
        return page().lines()
                .filter(line -> line.startsWith("operator_sdk_reconciliations_success_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String page() {
        try {
            return http.send(
                            HttpRequest.newBuilder(operator.http().resolve("/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
