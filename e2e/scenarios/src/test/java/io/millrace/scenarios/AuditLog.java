package io.millrace.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The API server's own account of who asked for what. */
record AuditLog(Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");
    private static final String OPERATOR = "system:serviceaccount:millrace-system:millrace-operator";

    /**
     * One request, whatever came of it.
     *
     * @param resource with its subresource, as in {@code streamingpipelines/status}
     */
    record Request(Instant at, String verb, String resource, String namespace, String name, int code) {

        boolean isGranted() {
            return code >= 200 && code < 300;
        }

        boolean isOf(String wantedVerb, String wantedResource) {
            return verb.equals(wantedVerb) && resource.equals(wantedResource);
        }
    }

    /** Everything by which the operator tried to change something, in the order of arrival. */
    List<Request> writesOfTheOperator(Instant since) {
        return lines().stream()
                .map(AuditLog::parse)
                .filter(line -> line.at("/user/username").asText().equals(OPERATOR))
                .filter(line -> WRITES.contains(line.path("verb").asText()))
                .map(AuditLog::request)
                .filter(request -> !request.at().isBefore(since))
                .toList();
    }

    /** Without the last line while it is being written. */
    private List<String> lines() {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request request(JsonNode line) {
        JsonNode about = line.path("objectRef");
        String subresource = about.path("subresource").asText("");
        return new Request(
                Instant.parse(line.path("requestReceivedTimestamp").asText()),
                line.path("verb").asText(),
                about.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                about.path("namespace").asText(""),
                about.path("name").asText(""),
                line.at("/responseStatus/code").asInt());
    }
}
