package io.millrace.platform.clickstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.platform.PlatformException;
import io.millrace.platform.RegistryAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The two calls that a producer and a reader make of a Confluent-compatible registry. */
public final class RegistryClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI api;
    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();

    public RegistryClient(RegistryAccess registry) {
        this.api = registry.api();
    }

    /** Registers the schema if it is not there yet, and returns its id. */
    public int register(String subject, Schema schema) {
        String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
        return ask(request("/subjects/" + subject + "/versions")
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .get("id")
                .asInt();
    }

    public Schema schema(int id) {
        return known.computeIfAbsent(id, key -> new Schema.Parser()
                .parse(ask(request("/schemas/ids/" + key).GET()).get("schema").asText()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).timeout(TIMEOUT);
    }

    private JsonNode ask(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new PlatformException(request.method() + " " + request.uri() + " answers " + answer.statusCode()
                        + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new PlatformException("The registry does not answer " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while asking " + request.uri(), e);
        }
    }
}
