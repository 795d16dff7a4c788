package io.millrace.job.plan;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;
import static io.millrace.job.Definitions.pin;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Comparison;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SinkDefinition.AvroEncode;
import io.millrace.definition.SinkDefinition.Encode;
import io.millrace.definition.SinkDefinition.JsonEncode;
import io.millrace.definition.SinkDefinition.KeyFormat;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.AvroDecode;
import io.millrace.definition.SourceDefinition.EventTime;
import io.millrace.definition.SourceDefinition.StartFrom;
import io.millrace.definition.SourceDefinition.TimeUnit;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Rule;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.job.Definitions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReadColumnsTest {

    private static final SchemaPin PIN = pin("in-value", 7, "{}");
    private static final RowType ROW = row("a BIGINT", "b BIGINT", "c BIGINT", "d BIGINT", "time BIGINT", "key STRING");
    private static final SourceDefinition SOURCE = new SourceDefinition(
            "in",
            "source:in@1",
            "in",
            new AvroDecode(PIN, ROW),
            new EventTime(4, TimeUnit.MILLIS, 0, 0, 0),
            StartFrom.EARLIEST);

    static Stream<Arguments> pipelines() {
        Encode same = new AvroEncode(PIN);
        Encode other = new AvroEncode(pin("out-value", 8, "{}"));
        Filter filter = new Filter("some", "filter:some@1", List.of("in"), positive("a"), ROW);
        Validate validate =
                new Validate("good", "validate:good@1", List.of("some"), List.of(new Rule("r", positive("c"))), ROW);
        Derive derive =
                new Derive("wide", "derive:wide@1", List.of("good"), List.of(column(ROW, "b")), row("x BIGINT"));
        Filter both = new Filter("both", "filter:both@1", List.of("in", "wide"), positive("a"), ROW);
        Deduplicate unique = new Deduplicate("unique", "deduplicate:unique@1", List.of("some"), List.of(1), 1, ROW);
        return Stream.of(
                Arguments.of(
                        "and what is compared, behind it too",
                        List.of(filter, unique),
                        sink("unique", same),
                        "{0, 1, 4, 5}"),
                Arguments.of(
                        "where streams come together: all",
                        List.of(filter, validate, derive, both),
                        sink("both", same),
                        "{0, 1, 2, 3, 4, 5}"),
                Arguments.of("bytes are passed on: the time and the key", List.of(), sink("in", same), "{4, 5}"),
                Arguments.of("another schema: all", List.of(), sink("in", other), "{0, 1, 2, 3, 4, 5}"),
                Arguments.of("JSON: all", List.of(), sink("in", new JsonEncode()), "{0, 1, 2, 3, 4, 5}"),
                Arguments.of("what a filter looks at, too", List.of(filter), sink("some", same), "{0, 4, 5}"),
                Arguments.of("and every rule", List.of(filter, validate), sink("good", same), "{0, 2, 4, 5}"),
                Arguments.of(
                        "and what values are made of; their sink reads them, not the source",
                        List.of(filter, validate, derive),
                        sink("wide", other),
                        "{0, 1, 2, 4}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pipelines")
    void columns_are_read_for_steps_and_sinks_that_see_the_sources_rows(
            String name, List<StepDefinition> steps, SinkDefinition sink, String expected) {
        // given
        PipelineDefinition definition = pipeline(List.of(SOURCE), steps, List.of(sink));

        // when, then
        assertThat(ReadColumns.of(definition, SOURCE)).hasToString(expected);
    }

    @Test
    void what_a_candidate_samples_by_is_read_as_well() {
        // given
        SchemaPin pin = pin("in-value", 7, "{\"fields\":[{\"name\":\"a\"},{\"name\":\"c\"}]}");
        SourceDefinition source =
                new SourceDefinition("in", "source:in@1", "in", new AvroDecode(pin, ROW), null, StartFrom.EARLIEST);
        PipelineDefinition definition = pipeline(
                List.of(source),
                List.of(),
                List.of(new SinkDefinition("out", List.of("in"), "out", null, new AvroEncode(pin))));
        Comparison all = new Comparison("run", definition, 0, "diff", Set.of(), Map.of(), 1);
        Comparison some = new Comparison("run", definition, 0, "diff", Set.of(), Map.of(), 1, 10);

        // when, then
        assertThat(ReadColumns.of(plan(definition, all), source)).hasToString("{}");
        assertThat(ReadColumns.of(plan(definition, some), source)).hasToString("{0, 2}");
    }

    private static CarriedPlan plan(PipelineDefinition definition, Comparison comparison) {
        return new CarriedPlan(definition, Definitions.run().candidate(comparison));
    }

    private static Expression positive(String name) {
        return call(Function.GREATER, BOOLEAN, column(ROW, name), literal("0", BIGINT));
    }

    private static SinkDefinition sink(String from, Encode encode) {
        return new SinkDefinition(
                "out", List.of(from), "out", new SinkDefinition.Key(KeyFormat.STRING, List.of(5)), encode);
    }
}
