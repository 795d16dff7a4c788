package io.millrace.job.graph;

import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.graph.Orders.PAID;
import static io.millrace.job.graph.Orders.VALID;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.perMinute;
import static io.millrace.job.graph.Orders.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.job.Definitions;
import io.millrace.job.connectors.KafkaConnectors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Which operators the graph has, with Kafka at its ends. Nothing runs. */
class OperatorsTest {

    private static final PipelineDefinition STATELESS =
            pipeline(List.of(source("orders")), List.of(VALID, PAID), List.of(jsonSink("paid", "out", 0)));
    private static final PipelineDefinition WINDOWED = pipeline(
            List.of(source("orders")),
            List.of(VALID, PAID, perMinute("paid")),
            List.of(jsonSink("per-minute", "totals", 0)));

    // State is found again by these: one that changes loses what it belongs to.
    @Test
    void every_operator_has_a_uid_that_comes_from_the_definition() {
        assertThat(uids(WINDOWED, Definitions.run()))
                .containsExactlyInAnyOrder(
                        "source:orders@1",
                        "after:orders@1",
                        "watermark:window:per-minute@1",
                        "window:per-minute@1",
                        "after:per-minute@1",
                        "late:window:per-minute@1",
                        "epoch@1",
                        "sink:2b5e1f0a:prod@1",
                        "Sink Committer: sink:2b5e1f0a:prod@1");
    }

    @Test
    void a_deduplicate_step_is_a_keyed_one() {
        // given
        StepDefinition unique =
                new Deduplicate("unique", "deduplicate:unique@1", List.of("orders"), List.of(0), 60_000, Orders.ORDER);
        PipelineDefinition definition =
                pipeline(List.of(source("orders")), List.of(unique), List.of(jsonSink("unique", "clean", 0)));

        // when, then
        assertThat(uids(definition, Definitions.run()))
                .contains(
                        "after:orders@1",
                        "watermark:deduplicate:unique@1",
                        "deduplicate:unique@1",
                        "late:deduplicate:unique@1",
                        "after:unique@1");
    }

    // A canary that took over the sink's state would abort or commit the transactions of the live job.
    @Test
    void the_sink_of_a_canary_is_another_one_and_nothing_else_is() {
        // given
        List<String> live = uids(WINDOWED, Definitions.run());
        List<String> canary = uids(WINDOWED, canary());

        // when, then
        assertThat(canary)
                .hasSameSizeAs(live)
                .filteredOn(uid -> !live.contains(uid))
                .containsExactlyInAnyOrder("sink:2b5e1f0a:canary@1", "Sink Committer: sink:2b5e1f0a:canary@1");
    }

    @Test
    void what_compares_a_candidate_is_there_besides_and_changes_nothing_else() {
        // given
        RunSettings compared =
                Definitions.run().candidate(new Comparison("run", WINDOWED, 0, "diff", Set.of(), Map.of(), 1));
        List<String> alone = uids(WINDOWED, canary());

        // when
        List<String> uids = uids(WINDOWED, compared);

        // then
        assertThat(uids)
                .containsAll(alone)
                .filteredOn(uid -> !alone.contains(uid))
                .containsExactlyInAnyOrder(
                        "compare-source:live@1",
                        "compare-source:candidate@1",
                        "compare-read:live@1",
                        "compare-read:candidate@1",
                        "compare-judge@1",
                        "compare@1",
                        "compare-samples@1");
    }

    @Test
    void without_windows_everything_from_consumer_to_producer_is_one_chain() {
        assertThat(graph(STATELESS, Definitions.run()).getJobGraph().getNumberOfVertices())
                .isEqualTo(1);
    }

    @Test
    void the_keeper_is_chained_to_its_window() {
        assertThat(graph(WINDOWED, Definitions.run()).getJobGraph().getVertices())
                .anySatisfy(vertex ->
                        assertThat(vertex.getName()).contains("watermark -> ").contains("per-minute"));
    }

    private static List<String> uids(PipelineDefinition definition, RunSettings run) {
        return graph(definition, run).getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static StreamGraph graph(PipelineDefinition definition, RunSettings run) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, JobSettings.of(run));
        PipelineGraph.build(env, definition, run, new KafkaConnectors(definition, run));
        return env.getStreamGraph();
    }

    private static RunSettings canary() {
        return Definitions.run().candidate(null);
    }
}
