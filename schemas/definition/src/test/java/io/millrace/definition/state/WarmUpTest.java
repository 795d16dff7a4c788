package io.millrace.definition.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Column;
import io.millrace.definition.Comparison;
import io.millrace.definition.Comparison.Uncompared;
import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Window;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final RowType ROW = new RowType(List.of(new Column("id", DataType.of(Kind.STRING))));

    private static final PipelineDefinition LIVE =
            pipeline("per-minute", unique(1), filter("some", "unique"), window("per-minute", 1, "some", 60));

    @Test
    void where_all_steps_keep_their_state_nothing_is_lacking() {
        assertThat(WarmUp.between(LIVE, LIVE)).isEmpty();
    }

    @Test
    void a_window_that_begins_without_state_has_all_rows_of_those_that_begin_later() {
        // given
        PipelineDefinition dropped =
                pipeline("per-minute", unique(1), filter("some", "unique"), window("per-minute", 2, "some", 60));

        // when
        WarmUp warmUp = Objects.requireNonNull(WarmUp.between(LIVE, dropped).get("out"));

        // then
        assertThat(warmUp).isEqualTo(new WarmUp(List.of("per-minute"), 0));
        assertThat(warmUp.hasAllRows(1_001, 1_000)).isTrue();
        assertThat(warmUp.hasAllRows(1_000, 1_000)).isFalse();
        assertThat(warmUp.hasAllRows(0, Long.MIN_VALUE)).isTrue();
        assertThat(warmUp.hasAllRows(1_000_000, Long.MAX_VALUE)).isFalse();
    }

    @Test
    void what_a_step_lacks_is_lacking_in_all_behind_it() {
        // given
        PipelineDefinition chain = pipeline(
                "per-hour",
                unique(2),
                filter("some", "unique"),
                window("per-minute", 1, "some", 60),
                window("per-hour", 1, "per-minute", 3_600));

        // when, then
        assertThat(WarmUp.between(LIVE, chain))
                .isEqualTo(Map.of("out", new WarmUp(List.of("unique", "per-hour"), 10_000 + 60_000)));
    }

    @Test
    void of_several_ways_the_one_that_takes_longest_counts() {
        // given
        PipelineDefinition twoWays = pipeline(
                "per-minute",
                unique(2),
                new Filter(
                        "some",
                        "filter:some@1",
                        List.of("events", "unique"),
                        new Expression.Literal("true", DataType.of(Kind.BOOLEAN)),
                        ROW),
                window("per-minute", 1, "some", 60));

        // when, then
        assertThat(WarmUp.between(LIVE, twoWays)).isEqualTo(Map.of("out", new WarmUp(List.of("unique"), 10_000)));
    }

    @Test
    void records_that_do_not_tell_their_window_are_not_compared() {
        // given
        PipelineDefinition live = pipeline("unique", unique(1));
        PipelineDefinition dropped = pipeline("unique", unique(2));
        Comparison comparison = new Comparison("run", live, 0, "diff", Set.of(), Map.of(), 10);

        // when, then
        assertThat(comparison.uncompared(dropped)).isEqualTo(Map.of("out", Uncompared.BEGINS_WITHOUT_STATE));
        assertThat(comparison.uncompared(live)).isEmpty();
    }

    private static StepDefinition unique(int generation) {
        return new Deduplicate(
                "unique", "deduplicate:unique@" + generation, List.of("events"), List.of(0), 10_000, ROW);
    }

    private static StepDefinition filter(String name, String from) {
        return new Filter(
                name,
                "filter:" + name + "@1",
                List.of(from),
                new Expression.Literal("true", DataType.of(Kind.BOOLEAN)),
                ROW);
    }

    private static StepDefinition window(String name, int generation, String from, long seconds) {
        return new Window(
                name,
                "window:" + name + "@" + generation,
                List.of(from),
                seconds * 1_000,
                seconds * 1_000,
                0,
                List.of(),
                List.of(),
                ROW);
    }

    private static PipelineDefinition pipeline(String sinkFrom, StepDefinition... steps) {
        return new PipelineDefinition(
                PipelineDefinition.FORMAT_VERSION,
                List.of(),
                List.of(steps),
                List.of(new SinkDefinition("out", List.of(sinkFrom), "out", null, new SinkDefinition.JsonEncode())),
                new PipelineDefinition.DeadLetter("dlq", PipelineDefinition.Payload.ORIGINAL),
                "late",
                "ledger",
                PipelineDefinition.Delivery.EXACTLY_ONCE);
    }
}
