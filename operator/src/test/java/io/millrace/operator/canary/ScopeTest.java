package io.millrace.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Column;
import io.millrace.definition.Comparison;
import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.PipelineDefinition.Delivery;
import io.millrace.definition.RowType;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private static final RowType READINGS = row("room STRING", "celsius DOUBLE");
    private static final RowType MEANS =
            row("room STRING", "window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)", "mean DOUBLE");

    @Test
    void what_is_not_compared_and_what_is_chance_is_named() {
        // given
        PipelineDefinition live = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"), sink("gone", "mean"));
        PipelineDefinition candidate = definition(2, Delivery.EXACTLY_ONCE, sink("means", "mean"), sink("raw", "once"));

        // when
        Scope scope = Scope.of(comparison(live), candidate);

        // then
        assertThat(scope.compared()).containsExactly("means");
        assertThat(scope.windowed()).containsExactly("means");
        assertThat(scope.mayWriteAgain()).isFalse();
        assertThat(scope.notes())
                .containsExactly(
                        "sink gone is not compared, as the candidate does not have it",
                        "sink raw is not compared, as the live revision does not have it",
                        "sink means is compared in windows that began after the savepoint only, as once began without"
                                + " state",
                        "sink means is not compared by mean, as sums of FLOAT and DOUBLE depend on the order of"
                                + " addition",
                        "in sink means, which of several repetitions once lets through depends on the order in which"
                                + " partitions are read");
    }

    @Test
    void records_that_do_not_tell_their_window_are_not_compared_behind_a_step_without_state() {
        // given
        PipelineDefinition live = definition(1, Delivery.EXACTLY_ONCE, sink("raw", "once"));
        PipelineDefinition candidate = definition(2, Delivery.EXACTLY_ONCE, sink("raw", "once"));

        // when
        Scope scope = Scope.of(comparison(live), candidate);

        // then
        assertThat(scope.compared()).isEmpty();
        assertThat(scope.text())
                .isEqualTo("; sink raw is not compared, as a step before it began without state and its records do not"
                        + " tell their window");
    }

    @Test
    void one_side_that_may_write_twice_is_enough() {
        // given
        PipelineDefinition once = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"));
        PipelineDefinition again = definition(1, Delivery.AT_LEAST_ONCE, sink("means", "mean"));

        // when, then
        assertThat(Scope.of(comparison(again), once).mayWriteAgain()).isTrue();
        assertThat(Scope.of(comparison(once), again).mayWriteAgain()).isTrue();
    }

    @Test
    void of_a_sample_it_is_said_how_large_it_is_and_what_it_does_not_tell() {
        // given
        PipelineDefinition both = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"), sink("raw", "readings"));
        PipelineDefinition live = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"), whole());

        // when, then
        assertThat(Scope.of(sampled(both), both).compared()).containsExactly("means", "raw");
        Scope scope = Scope.of(sampled(live), live);
        assertThat(scope.compared()).containsExactly("means");
        assertThat(scope.notes())
                .startsWith(
                        "of all keys, 10% are processed and compared",
                        "sink whole is not compared, as no column of it tells of a record whether its keys are sampled; it"
                                + " takes all keys to compare it, without spec.rollout.sample");
    }

    // Its schema has no room.
    private static SinkDefinition whole() {
        SchemaPin pin = new SchemaPin(
                "whole-value",
                1,
                7,
                "{\"type\":\"record\",\"name\":\"W\",\"fields\":[{\"name\":\"mean\",\"type\":\"double\"}]}");
        return new SinkDefinition("whole", List.of("mean"), "whole", null, new SinkDefinition.AvroEncode(pin));
    }

    private static Comparison sampled(PipelineDefinition live) {
        return new Comparison("run", live, 0, "diff", Set.of(), Map.of(), 10, 10);
    }

    private static Comparison comparison(PipelineDefinition live) {
        return new Comparison("run", live, 0, "diff", Set.of(), Map.of(), 10);
    }

    private static SinkDefinition sink(String name, String from) {
        return new SinkDefinition(name, List.of(from), name, null, new SinkDefinition.JsonEncode());
    }

    private static RowType row(String... columns) {
        return new RowType(Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList());
    }

    private static PipelineDefinition definition(int generation, Delivery delivery, SinkDefinition... sinks) {
        DataType number = DataType.of(Kind.DOUBLE);
        return new PipelineDefinition(
                PipelineDefinition.FORMAT_VERSION,
                List.of(new SourceDefinition(
                        "readings",
                        "source:readings@1",
                        "readings",
                        new SourceDefinition.JsonDecode(READINGS),
                        null,
                        SourceDefinition.StartFrom.EARLIEST)),
                List.of(
                        new StepDefinition.Deduplicate(
                                "once",
                                "deduplicate:once@" + generation,
                                List.of("readings"),
                                List.of(0),
                                1_000,
                                READINGS),
                        new StepDefinition.Window(
                                "mean",
                                "window:mean@1",
                                List.of("once"),
                                60_000,
                                60_000,
                                0,
                                List.of(0),
                                List.of(Aggregate.of(
                                        AggregateFunction.AVG,
                                        new Expression.ColumnValue(1, "celsius", number),
                                        number)),
                                MEANS)),
                List.of(sinks),
                new PipelineDefinition.DeadLetter("dlq", PipelineDefinition.Payload.ORIGINAL),
                "late",
                "ledger",
                delivery);
    }
}
