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

    static List<Event> read(String scenario) {
        List<Event> events = new ArrayList<>();
        try (InputStream file = Recording.class.getResourceAsStream("/fko-traces/" + scenario + ".json")) {
            if (file == null) {
                throw new AssertionError("There is no recording " + scenario);
            }
            JSON.readTree(file).forEach(entry -> events.add(event(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private static Event event(JsonNode entry) {
        if (entry.has("did")) {
            return new Did(entry.path("did").asText());
        }
        JsonNode status = entry.path("status");
        boolean deleting = entry.path("deleting").asBoolean();
        // The name of an upgrade's snapshot ends with the time.
        String name = entry.path("name").asText().replaceAll("-[0-9]{13}$", "");
        return entry.path("kind").asText().equals("FlinkStateSnapshot")
                ? new Shown(name, State.ofSnapshot(status))
                : new Shown(
                        name,
                        State.ofDeployment(status, entry.path("generation").asLong(), deleting));
    }
}
