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
        assertThat(scope.lost()).containsExactly("the candidate does not have sink gone");
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
        assertThat(scope.lost())
                .containsExactly("sink raw can be compared no longer, as a step before it began without state and its"
                        + " records do not tell their window");
        assertThat(scope.text())
                .isEqualTo("; sink raw is not compared, as a step before it began without state and its records do not"
                        + " tell their window");
    }

    @Test
    void what_the_live_revision_has_as_well_is_not_lost() {
        // given: a shared topic, a sum of DOUBLE in a key, a window that gives its results again
        PipelineDefinition live = with(
                definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"), sink("again", "mean", "means")), 60_000);
        PipelineDefinition sums = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"), byMean());

        // when, then
        assertThat(Scope.of(comparison(live), live).compared()).isEmpty();
        assertThat(Scope.of(comparison(live), live).lost()).isEmpty();
        assertThat(Scope.of(comparison(sums), sums).compared()).containsExactly("means");
        assertThat(Scope.of(comparison(sums), sums).lost()).isEmpty();
        assertThat(Scope.of(sampled(sums), sums).lost()).isEmpty();
    }

    @Test
    void a_window_that_gives_its_results_again_from_now_on_is_lost() {
        // given
        PipelineDefinition live = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"), sink("raw", "readings"));

        // when
        Scope scope = Scope.of(comparison(live), with(live, 60_000));

        // then
        assertThat(scope.compared()).containsExactly("raw");
        assertThat(scope.lost())
                .containsExactly(
                        "sink means can be compared no longer, as a window with allowedLateness before it gives"
                                + " results as often as late records come");
    }

    @Test
    void a_topic_that_is_shared_from_now_on_is_lost() {
        // given
        PipelineDefinition live = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"), sink("raw", "readings"));
        PipelineDefinition shares = definition(
                1,
                Delivery.EXACTLY_ONCE,
                sink("means", "mean"),
                sink("raw", "readings"),
                sink("more", "readings", "raw"));

        // when
        Scope scope = Scope.of(comparison(live), shares);

        // then
        assertThat(scope.lost())
                .containsExactly("sink raw can be compared no longer, as another sink writes the same topic");
    }

    @Test
    void a_key_that_is_chance_from_now_on_is_lost() {
        // given
        PipelineDefinition live = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"), sink("by-mean", "mean"));
        PipelineDefinition keyed = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"), byMean());

        // when
        Scope scope = Scope.of(comparison(live), keyed);

        // then
        assertThat(scope.lost())
                .containsExactly("sink by-mean can be compared no longer, as which records it has depends on sums of"
                        + " FLOAT or DOUBLE, and so on the order of addition");
    }

    @Test
    void a_column_that_is_chance_from_now_on_is_lost_unless_it_is_allowed() {
        // given
        PipelineDefinition live = with(definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean")), MAX);
        PipelineDefinition means = definition(1, Delivery.EXACTLY_ONCE, sink("means", "mean"));
        Comparison allowing = new Comparison("run", live, 0, "diff", Set.of(), Map.of("means", Set.of("mean")), 10);

        // when, then
        assertThat(Scope.of(comparison(live), means).lost())
                .containsExactly(
                        "sink means can be compared no longer by mean, as sums of FLOAT and DOUBLE depend on the"
                                + " order of addition, unless spec.rollout.compare.allow names these columns");
        assertThat(Scope.of(allowing, means).lost()).isEmpty();
    }

    private static final AggregateFunction MAX = AggregateFunction.MAX;

    private static PipelineDefinition with(PipelineDefinition definition, AggregateFunction function) {
        DataType number = DataType.of(Kind.DOUBLE);
        Aggregate aggregate = Aggregate.of(function, new Expression.ColumnValue(1, "celsius", number), number);
        return with(definition, 0, List.of(aggregate));
    }

    private static PipelineDefinition with(PipelineDefinition definition, long allowedLatenessMillis) {
        StepDefinition.Window window =
                (StepDefinition.Window) definition.steps().get(1);
        return with(definition, allowedLatenessMillis, window.aggregates());
    }

    private static PipelineDefinition with(
            PipelineDefinition definition, long allowedLatenessMillis, List<Aggregate> aggregates) {
        StepDefinition.Window window = new StepDefinition.Window(
                "mean",
                "window:mean@1",
                List.of("once"),
                60_000,
                60_000,
                allowedLatenessMillis,
                List.of(0),
                aggregates,
                MEANS);
        return new PipelineDefinition(
                definition.formatVersion(),
                definition.sources(),
                List.of(definition.steps().get(0), window),
                definition.sinks(),
                definition.deadLetter(),
                definition.lateTopic(),
                definition.ledgerTopic(),
                definition.delivery());
    }

    private static SinkDefinition sink(String name, String from, String topic) {
        return new SinkDefinition(name, List.of(from), topic, null, new SinkDefinition.JsonEncode());
    }

    private static SinkDefinition byMean() {
        return new SinkDefinition(
                "by-mean",
                List.of("mean"),
                "by-mean",
                new SinkDefinition.Key(SinkDefinition.KeyFormat.STRING, List.of(3)),
                new SinkDefinition.JsonEncode());
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
