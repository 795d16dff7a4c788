package io.millrace.platform.registry;

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
import org.apache.avro.Schema;

/** The two things that a writer and a reader of Avro ask a registry. */
public final class RegistryClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI api;
    private final HttpClient http = HttpClient.newHttpClient();

    public RegistryClient(RegistryAccess registry) {
        this.api = registry.api();
    }

    /** Registers the schema unless it is there, and returns its id. */
    public int register(String subject, Schema schema) {
        String body = JSON.valueToTree(Map.of("schema", schema.toString())).toString();
        return ask(request("/subjects/" + subject + "/versions")
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .required("id")
                .asInt();
    }

    public Schema schema(int id) {
        return new Schema.Parser()
                .parse(ask(request("/schemas/ids/" + id).build())
                        .required("schema")
                        .asText());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).timeout(Duration.ofSeconds(30));
    }

    private JsonNode ask(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new PlatformException("The registry answers " + answer.statusCode() + " to " + request.method()
                        + " " + request.uri() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new PlatformException("The registry does not answer " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while asking the registry", e);
        }
    }
}
