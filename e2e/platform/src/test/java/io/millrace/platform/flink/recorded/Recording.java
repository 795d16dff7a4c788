package io.millrace.platform.flink.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.platform.flink.recorded.Event.Did;
import io.millrace.platform.flink.recorded.Event.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** One of the files in {@code fko-traces}. */
final class Recording {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Recording() {}

    static Trace of(Scenario scenario) {
        List<Event> events = new ArrayList<>();
        try (InputStream file = Recording.class.getResourceAsStream("/fko-traces/" + scenario + ".json")) {
            if (file == null) {
                throw new AssertionError("There is no recording " + scenario);
            }
            JSON.readTree(file).forEach(entry -> events.add(event(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Trace(events);
    }

    private static Event event(JsonNode entry) {
        return entry.has("did")
                ? new Did(entry.path("did").asText())
                : Shown.of(
                        entry.path("kind").asText(),
                        entry.path("name").asText(),
                        entry.path("generation").asLong(),
                        entry.path("deleting").asBoolean(),
                        entry.path("status"));
    }
}
