package io.millrace.compiler.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.SchemaSpec.Compatibility;
import io.millrace.compiler.contracts.AvroCompatibility.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroCompatibilityTest {

    private static final String A = "{'name': 'a', 'type': 'int'}";
    private static final String B = "{'name': 'b', 'type': 'int'}";
    private static final String B_WITH_DEFAULT = "{'name': 'b', 'type': 'int', 'default': 0}";

    // Three versions: the oldest has a field that the latest has not, and the other way round.
    private static final List<Version> HISTORY = List.of(
            new Version(1, schema(A + ", " + B)), new Version(2, schema(A + ", " + B)), new Version(3, schema(A)));

    @ParameterizedTest(name = "{0}: {1} breaks {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // level              | new field b          | versions that it breaks with
                "NONE                 | without default      | none",
                "BACKWARD             | absent               | none",
                "BACKWARD             | with default         | none",
                "BACKWARD             | without default      | 3",
                "BACKWARD_TRANSITIVE  | absent               | none",
                "BACKWARD_TRANSITIVE  | without default      | 3",
                "FORWARD              | absent               | none",
                "FORWARD              | without default      | none",
                "FORWARD_TRANSITIVE   | absent               | 1, 2",
                "FORWARD_TRANSITIVE   | with default         | none",
                "FULL                 | absent               | none",
                "FULL                 | without default      | 3",
                "FULL                 | with default         | none",
                "FULL_TRANSITIVE      | absent               | 1, 2",
                "FULL_TRANSITIVE      | with default         | none",
            })
    void each_level_asks_who_must_read_whom(Compatibility level, String change, String versions) {
        // given
        String fields =
                switch (change) {
                    case "absent" -> A;
                    case "with default" -> A + ", " + B_WITH_DEFAULT;
                    default -> A + ", " + B;
                };

        // when
        List<String> breaks = AvroCompatibility.breaks(level, schema(fields), HISTORY);

        // then
        List<String> expected = versions.equals("none") ? List.of() : List.of(versions.split(", "));
        assertThat(breaks).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(breaks.get(i)).contains("version " + expected.get(i), "field 'b'");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'name': 'x', 'type': 'int'} | {'name': 'x', 'type': 'string'} | the new schema cannot read what was written with version 1: field 'x' has another type (reader type: STRING not compatible with writer type: INT)",
                "{'name': 'x', 'type': ['null', 'int']} | {'name': 'x', 'type': 'int'} | the new schema cannot read what was written with version 1: field 'x' has another type (reader type: INT not compatible with writer type: NULL)",
                "{'name': 'x', 'type': {'type': 'enum', 'name': 'E', 'symbols': ['A', 'B']}} | {'name': 'x', 'type': {'type': 'enum', 'name': 'E', 'symbols': ['A']}} | the new schema cannot read what was written with version 1: field 'x' lacks the symbols [B]; keep them, or give the enum a default",
                "{'name': 'x', 'type': {'type': 'fixed', 'name': 'F', 'size': 4}} | {'name': 'x', 'type': {'type': 'fixed', 'name': 'F', 'size': 8}} | the new schema cannot read what was written with version 1: field 'x' has another size (expected: 4, found: 8)",
                "{'name': 'x', 'type': {'type': 'record', 'name': 'R', 'fields': []}} | {'name': 'x', 'type': {'type': 'record', 'name': 'R', 'fields': [{'name': 'y', 'type': 'int'}]}} | the new schema cannot read what was written with version 1: field 'x.y' is new and has no default; give it one",
                "{'name': 'x', 'type': {'type': 'array', 'items': 'int'}} | {'name': 'x', 'type': {'type': 'array', 'items': 'string'}} | the new schema cannot read what was written with version 1: field 'x' has another type (reader type: STRING not compatible with writer type: INT)",
                "{'name': 'x', 'type': ['int', 'string']} | {'name': 'x', 'type': ['int', 'boolean']} | the new schema cannot read what was written with version 1: field 'x' does not take every type (reader union lacking writer type: STRING)",
                "{'name': 'x', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 10, 'scale': 2}} | {'name': 'x', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 10, 'scale': 4}} | the new schema cannot read what was written with version 1: field 'x' would be read as a decimal of scale 4, but was written as a decimal of scale 2; keep it, and add a field of another name",
                "{'name': 'x', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}} | {'name': 'x', 'type': ['null', {'type': 'long', 'logicalType': 'timestamp-micros'}]} | the new schema cannot read what was written with version 1: field 'x' would be read as timestamp-micros, but was written as timestamp-millis; keep it, and add a field of another name",
            })
    void a_break_is_told_with_the_field_and_what_to_do(String before, String after, String sentence) {
        // when, then
        assertThat(AvroCompatibility.breaks(
                        Compatibility.BACKWARD, schema(after), List.of(new Version(1, schema(before)))))
                .containsExactly(sentence);
    }

    @Test
    void a_removed_field_is_told_in_the_old_readers_words() {
        // when, then
        assertThat(AvroCompatibility.breaks(
                        Compatibility.FORWARD, schema(A), List.of(new Version(7, schema(A + ", " + B)))))
                .containsExactly("version 7 cannot read what is written with the new schema: field 'b' was removed, and"
                        + " that version has no default for it; keep the field");
    }

    @Test
    void another_record_name_is_told() {
        // when, then
        assertThat(AvroCompatibility.breaks(
                        Compatibility.BACKWARD,
                        schema(A).replace("\"Event\"", "\"Other\""),
                        List.of(new Version(1, schema(A)))))
                .singleElement()
                .asString()
                .contains("Other has another name");
    }

    @Test
    void a_recursive_schema_is_compared_once() {
        // given
        String node = schema("{'name': 'next', 'type': ['null', 'Event'], 'default': null}");

        // when, then
        assertThat(AvroCompatibility.breaks(Compatibility.FULL, node, List.of(new Version(1, node))))
                .isEmpty();
    }

    @Test
    void the_first_version_breaks_nothing_and_a_text_that_is_no_schema_is_told() {
        // when, then
        assertThat(AvroCompatibility.breaks(Compatibility.FULL_TRANSITIVE, schema(A), List.of()))
                .isEmpty();
        assertThat(AvroCompatibility.breaks(Compatibility.FULL, schema(A), List.of(new Version(4, "{"))))
                .singleElement()
                .asString()
                .startsWith("version 4 in the registry is no Avro schema: ");
        assertThat(AvroCompatibility.breaks(Compatibility.FULL, "{", HISTORY))
                .singleElement()
                .asString()
                .startsWith("is no Avro schema: ");
    }

    private static String schema(String fields) {
        return ("{'type': 'record', 'name': 'Event', 'fields': [" + fields + "]}").replace('\'', '"');
    }
}
