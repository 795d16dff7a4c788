package io.millrace.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Comparison.Uncompared;
import io.millrace.definition.DataType.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final RowType COUNTED = new RowType(List.of(
            new Column("window_start", DataType.of(Kind.TIMESTAMP)),
            new Column("window_end", DataType.of(Kind.TIMESTAMP))));

    private static final DataType STRING = DataType.of(Kind.STRING);
    private static final DataType DOUBLE = DataType.of(Kind.DOUBLE);

    @Test
    void sinks_are_compared_by_their_names_where_both_sides_can_tell_them() {
        // given
        PipelineDefinition live = definition(
                0,
                sink("same", "events", "a"),
                sink("moved", "events", "b"),
                sink("gone", "events", "c"),
                sink("one", "events", "shared"),
                sink("other", "events", "shared"));
        PipelineDefinition candidate = definition(
                0,
                sink("same", "window", "a"),
                sink("moved", "events", "elsewhere"),
                sink("new", "events", "d"),
                sink("one", "events", "e"),
                sink("other", "events", "f"));

        // when, then
        assertThat(comparison(live).compared(candidate)).containsExactly("same", "moved");
        assertThat(comparison(live).uncompared(candidate))
                .isEqualTo(Map.of(
                        "gone", Uncompared.ONLY_LIVE,
                        "new", Uncompared.ONLY_CANDIDATE,
                        "one", Uncompared.SHARED_TOPIC,
                        "other", Uncompared.SHARED_TOPIC));
    }

    @Test
    void what_a_window_gives_again_for_late_records_is_not_compared() {
        // given
        SinkDefinition behindAFilter = sink("out", "after-window", "a");
        PipelineDefinition late = definition(1_000, behindAFilter, sink("raw", "events", "b"));
        PipelineDefinition punctual = definition(0, behindAFilter, sink("raw", "events", "b"));

        // when, then
        assertThat(comparison(punctual).uncompared(late)).isEqualTo(Map.of("out", Uncompared.RESULTS_COME_AGAIN));
        assertThat(comparison(late).uncompared(punctual)).isEqualTo(Map.of("out", Uncompared.RESULTS_COME_AGAIN));
        assertThat(comparison(punctual).uncompared(punctual)).isEmpty();
    }

    private static final RowType READINGS =
            new RowType(List.of(new Column("room", STRING), new Column("celsius", DOUBLE)));

    private static final RowType AVERAGES =
            new RowType(List.of(new Column("room", STRING), new Column("mean", DOUBLE), new Column("most", DOUBLE)));

    @Test
    void what_depends_on_the_order_of_addition_is_left_out() {
        // given
        PipelineDefinition means = readings(sink("means", "window", "a"));

        // when, then
        assertThat(comparison(means).uncompared(means)).isEmpty();
        assertThat(comparison(means).dependingOnOrder(means)).isEqualTo(Map.of("means", Set.of("mean")));
        assertThat(comparison(means).leftOut("means", means)).containsExactly("mean");
        assertThat(comparison(readings(sink("raw", "unique", "b"))).dependingOnOrder(means))
                .isEqualTo(Map.of("means", Set.of("mean")));
    }

    @Test
    void a_sink_whose_records_depend_on_it_is_not_compared() {
        // given
        SinkDefinition byMean = new SinkDefinition(
                "means",
                List.of("window"),
                "a",
                new SinkDefinition.Key(SinkDefinition.KeyFormat.JSON, List.of(0, 1)),
                new SinkDefinition.JsonEncode());
        PipelineDefinition filtered = readings(sink("hot", "hot", "a"));

        // when, then
        assertThat(comparison(readings(byMean)).uncompared(readings(byMean)))
                .isEqualTo(Map.of("means", Uncompared.DEPENDS_ON_ORDER));
        assertThat(comparison(filtered).uncompared(filtered)).isEqualTo(Map.of("hot", Uncompared.DEPENDS_ON_ORDER));
    }

    @Test
    void steps_that_choose_among_repetitions_are_named() {
        // given
        PipelineDefinition definition = readings(sink("means", "window", "a"), sink("raw", "readings", "b"));

        // when, then
        assertThat(comparison(definition).choosing("means", definition)).containsExactly("unique");
        assertThat(comparison(definition).choosing("raw", definition)).isEmpty();
    }

    private static PipelineDefinition readings(SinkDefinition... sinks) {
        Expression celsius = new Expression.ColumnValue(1, "celsius", DOUBLE);
        Expression mean = new Expression.ColumnValue(1, "mean", DOUBLE);
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
                                "unique", "deduplicate:unique@1", List.of("readings"), List.of(0), 1_000, READINGS),
                        new StepDefinition.Window(
                                "window",
                                "window:window@1",
                                List.of("unique"),
                                1_000,
                                1_000,
                                0,
                                List.of(0),
                                List.of(
                                        StepDefinition.Aggregate.of(
                                                StepDefinition.AggregateFunction.AVG, celsius, DOUBLE),
                                        StepDefinition.Aggregate.of(
                                                StepDefinition.AggregateFunction.MAX, celsius, DOUBLE)),
                                AVERAGES),
                        new StepDefinition.Filter(
                                "hot",
                                "filter:hot@1",
                                List.of("window"),
                                new Expression.Call(
                                        Function.GREATER,
                                        List.of(mean, new Expression.Literal("30.0", DOUBLE)),
                                        DataType.of(Kind.BOOLEAN)),
                                AVERAGES)),
                List.of(sinks),
                new PipelineDefinition.DeadLetter("dlq", PipelineDefinition.Payload.ORIGINAL),
                "late",
                "ledger",
                PipelineDefinition.Delivery.EXACTLY_ONCE);
    }

    private static Comparison comparison(PipelineDefinition live) {
        return new Comparison("run", live, 0, "diff", Set.of(), Map.of(), 10);
    }

    private static SinkDefinition sink(String name, String from, String topic) {
        return new SinkDefinition(name, List.of(from), topic, null, new SinkDefinition.JsonEncode());
    }

    private static PipelineDefinition definition(long allowedLateness, SinkDefinition... sinks) {
        return new PipelineDefinition(
                PipelineDefinition.FORMAT_VERSION,
                List.of(),
                List.of(
                        new StepDefinition.Window(
                                "window",
                                "window:window@1",
                                List.of("events"),
                                1_000,
                                1_000,
                                allowedLateness,
                                List.of(),
                                List.of(),
                                COUNTED),
                        new StepDefinition.Filter(
                                "after-window",
                                "filter:after-window@1",
                                List.of("window"),
                                new Expression.Literal("true", DataType.of(Kind.BOOLEAN)),
                                COUNTED)),
                List.of(sinks),
                new PipelineDefinition.DeadLetter("dlq", PipelineDefinition.Payload.ORIGINAL),
                "late",
                "ledger",
                PipelineDefinition.Delivery.EXACTLY_ONCE);
    }
}
