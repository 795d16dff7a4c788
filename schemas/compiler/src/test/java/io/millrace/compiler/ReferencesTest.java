package io.millrace.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.definition.SchemaPin;
import org.junit.jupiter.api.Test;

class ReferencesTest {

    @Test
    void a_spec_refers_to_the_subjects_of_its_sources_and_sinks_by_version_or_latest() throws JsonProcessingException {
        // given
        PipelineSpec spec = spec(
                """
                sources:
                - {name: a, decode: {format: avro, subject: a-value}}
                - {name: b, decode: {format: avro, subject: b-value, version: "3"}}
                - {name: c, decode: {format: avro, subject: b-value, version: latest}}
                - {name: d, decode: {format: avro, subject: d-value, version: bad}}
                - {name: e, decode: {format: json, subject: e-value}}
                - null
                - {}
                sinks:
                - {name: a, encode: {format: avro, subject: a-value, version: latest}}
                - {name: z, encode: {format: avro, subject: z-value}}
                """);

        // when, then
        assertThat(PipelineCompiler.references(spec))
                .containsExactly(
                        SchemaReference.latest("a-value"),
                        SchemaReference.version("b-value", 3),
                        SchemaReference.latest("b-value"),
                        SchemaReference.latest("z-value"));
    }

    @Test
    void subjects_that_the_pipeline_owns_can_be_pinned_before_they_are_registered() throws JsonProcessingException {
        // given
        PipelineSpec spec = spec("schemas: [{subject: out-value, schema: text}, {subject: none}, null]");

        // when, then
        assertThat(PipelineCompiler.provisionalPins(spec))
                .containsOnlyKeys(SchemaReference.latest("out-value"))
                .containsValue(new SchemaPin("out-value", 0, 0, "text"));
    }

    private static PipelineSpec spec(String yaml) throws JsonProcessingException {
        return new YAMLMapper().readValue(yaml, PipelineSpec.class);
    }
}
