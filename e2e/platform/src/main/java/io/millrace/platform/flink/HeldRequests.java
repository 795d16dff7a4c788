package io.millrace.platform.flink;

import com.sun.net.httpserver.HttpExchange;
import io.millrace.platform.flink.deployment.DeploymentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests that were accepted and are not answered: their connections stay open until the deployment speaks again. */
final class HeldRequests {

    private final Map<DeploymentKey, List<HttpExchange>> held = new HashMap<>();

    synchronized void hold(DeploymentKey key, HttpExchange exchange) {
        held.computeIfAbsent(key, none -> new ArrayList<>()).add(exchange);
    }

    synchronized void letGo(DeploymentKey key) {
        List<HttpExchange> exchanges = held.remove(key);
        if (exchanges != null) {
            exchanges.forEach(HttpExchange::close);
        }
    }
}
