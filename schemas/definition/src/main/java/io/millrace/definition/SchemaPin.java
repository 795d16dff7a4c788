package io.millrace.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.StreamSupport;

/**
 * A registered schema, fixed when the revision was accepted: a newer version in the registry changes nothing that runs.
 *
 * @param id the registry's id, as it stands in the framing of records
 * @param text the schema itself, so that the job starts without the registry
 */
public record SchemaPin(String subject, int version, int id, String text) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Whether it is a record with such a field. */
    boolean hasField(String name) {
        try {
            return StreamSupport.stream(JSON.readTree(text).path("fields").spliterator(), false)
                    .anyMatch(field -> field.path("name").asText().equals(name));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
