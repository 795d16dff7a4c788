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
