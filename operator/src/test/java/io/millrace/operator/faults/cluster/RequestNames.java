package io.millrace.operator.faults.cluster;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;

/** A request in words that are the same in each run: {@code PUT streamingpipelines/status}. */
final class RequestNames {

    private static final String NAMESPACES = "namespaces";

    private RequestNames() {}

    static String of(HttpExchange exchange) {
        List<String> path = path(exchange);
        int namespaces = path.indexOf(NAMESPACES);
        String sub = namespaces >= 0 && path.size() > namespaces + 4 ? "/" + path.get(namespaces + 4) : "";
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        String verb = type.contains("apply-patch") ? "APPLY" : exchange.getRequestMethod();
        return verb + " " + resource(exchange) + sub;
    }

    /** In the plural, as in its path. */
    static String resource(HttpExchange exchange) {
        List<String> path = path(exchange);
        int namespaces = path.indexOf(NAMESPACES);
        return namespaces < 0 ? path.get(path.size() - 1) : path.get(namespaces + 2);
    }

    static boolean isWatch(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query != null && query.contains("watch=true");
    }

    private static List<String> path(HttpExchange exchange) {
        return List.of(exchange.getRequestURI().getPath().split("/", -1));
    }
}
