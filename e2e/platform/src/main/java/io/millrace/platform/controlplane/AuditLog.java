package io.millrace.platform.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who asked the API server for what, as it wrote it down itself: each request once, when it was answered. */
public record AuditLog(Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPERATOR = ":millrace-operator";
    private static final Set<String> READS = Set.of("get", "list", "watch");

    /**
     * @param resource with the subresource after a slash
     * @param name empty for a request about many, and where the server made it up
     * @param code of the answer
     */
    public record Request(
            Instant at,
            String user,
            String userAgent,
            String verb,
            String resource,
            String namespace,
            String name,
            int code) {

        public boolean isWrite() {
            return !READS.contains(verb);
        }

        public boolean succeeded() {
            return code < 300;
        }
    }

    /** All so far, in the order of their beginnings. */
    public List<Request> requests() {
        return requestsOf("");
    }

    /** @param account a part of the name of who asked; to read all lines of a long log takes some seconds */
    private List<Request> requestsOf(String account) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(account))
                    .map(AuditLog::parse)
                    .filter(event -> event.path("stage").asText().equals("ResponseComplete"))
                    .map(AuditLog::request)
                    .sorted((one, other) -> one.at().compareTo(other.at()))
                    .toList();
        } catch (IOException e) {
            throw new PlatformException("Cannot read " + file, e);
        }
    }

    /** All by which operators tried to change something since then; the lease by which they elect one is no change. */
    public List<Request> writesOfOperators(Instant since) {
        return requestsOf(OPERATOR).stream()
                .filter(request -> request.at().isAfter(since))
                .filter(request -> request.user().endsWith(OPERATOR))
                .filter(Request::isWrite)
                .filter(request -> !request.resource().equals("leases"))
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            // The last line may be half written.
            return JSON.missingNode();
        }
    }

    private static Request request(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return new Request(
                Instant.parse(event.path("requestReceivedTimestamp").asText()),
                event.at("/user/username").asText(),
                event.path("userAgent").asText(),
                event.path("verb").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText(),
                event.at("/responseStatus/code").asInt());
    }
}
