package io.millrace.job.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.definition.DeadLetterCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry's Confluent-compatible API. Only its own "no such schema" counts as an answer; all else is awaited. */
public final class HttpRegistry implements WriterSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRegistry.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final HttpClient http;
    private final String url;
    private final Pause pause;

    public HttpRegistry(String url) {
        this(url, Thread::sleep);
    }

    HttpRegistry(String url, Pause pause) {
        this.http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.pause = pause;
    }

    @Override
    public Schema byId(int id) throws BadRecord, InterruptedIOException {
        long wait = FIRST_PAUSE.toMillis();
        try {
            while (true) {
                try {
                    return ask(id);
                } catch (IOException e) {
                    LOG.warn("Schema {} cannot be had from {}; trying again in {} ms: {}", id, url, wait, e.toString());
                }
                pause.sleep(wait);
                wait = Math.min(2 * wait, LONGEST_PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for schema " + id);
        }
    }

    private Schema ask(int id) throws IOException, InterruptedException, BadRecord {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + Integer.toUnsignedString(id)))
                .timeout(TIMEOUT)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json")
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == NOT_FOUND && isTheRegistrysOwn(response.body())) {
            throw new BadRecord(DeadLetterCode.SCHEMA_NOT_FOUND, "the registry knows no schema " + id);
        }
        if (response.statusCode() != OK) {
            throw new IOException("status " + response.statusCode());
        }
        return schema(response.body(), id);
    }

    // A proxy or a wrong path says 404, too; taking that for an answer would make a dead letter of every record. The
    // registry's own carries one of its codes, 404xx.
    private static boolean isTheRegistrysOwn(String body) {
        try {
            return JSON.readTree(body).path("error_code").asInt() / 100 == NOT_FOUND;
        } catch (IOException e) {
            return false;
        }
    }

    private static Schema schema(String body, int id) throws IOException, BadRecord {
        JsonNode answer = JSON.readTree(body);
        if (!answer.path("schema").isTextual()) {
            throw new IOException("an answer without a schema");
        }
        boolean avro = "AVRO".equals(answer.path("schemaType").asText("AVRO"));
        if (!avro) {
            throw new BadRecord(DeadLetterCode.DECODE, "schema " + id + " is not an Avro schema");
        }
        try {
            return AvroSchemas.parse(answer.path("schema").asText());
        } catch (SchemaParseException e) {
            throw new BadRecord(
                    DeadLetterCode.DECODE,
                    "schema " + id + " cannot be read: it is not valid, or refers" + " to other subjects");
        }
    }

    /** Waiting between two attempts. */
    @FunctionalInterface
    interface Pause {
        void sleep(long millis) throws InterruptedException;
    }
}
