package io.millrace.operator.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.definition.Column;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns that records of a sink have: those of the rows, and what a schema adds by default. */
final class SinkColumns {

    private static final JsonMapper JSON = new JsonMapper();

    private SinkColumns() {}

    static Set<String> ofAll(List<PipelineDefinition> definitions) {
        return definitions.stream()
                .flatMap(definition -> definition.sinks().stream().flatMap(sink -> of(sink, definition)))
                .collect(Collectors.toSet());
    }

    static Set<String> of(String sink, List<PipelineDefinition> definitions) {
        return definitions.stream()
                .flatMap(definition -> definition.sinks().stream()
                        .filter(one -> one.name().equals(sink))
                        .flatMap(one -> of(one, definition)))
                .collect(Collectors.toSet());
    }

    private static Stream<String> of(SinkDefinition sink, PipelineDefinition definition) {
        Stream<String> rows = Stream.concat(
                        definition.sources().stream()
                                .filter(source -> sink.from().contains(source.name()))
                                .map(SourceDefinition::output),
                        definition.steps().stream()
                                .filter(step -> sink.from().contains(step.name()))
                                .map(StepDefinition::output))
                .map(RowType::columns)
                .flatMap(List::stream)
                .map(Column::name);
        return Stream.concat(rows, fields(sink.encode()).stream());
    }

    private static Set<String> fields(SinkDefinition.Encode encode) {
        Set<String> names = new TreeSet<>();
        if (encode instanceof SinkDefinition.AvroEncode avro) {
            try {
                JSON.readTree(avro.schema().text())
                        .path("fields")
                        .forEach(field -> names.add(field.path("name").asText()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a schema that was compiled against must be readable", e);
            }
        }
        return names;
    }
}
