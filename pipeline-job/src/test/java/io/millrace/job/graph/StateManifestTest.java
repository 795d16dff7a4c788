package io.millrace.job.graph;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.graph.Orders.ORDER;
import static io.millrace.job.graph.Orders.PAID;
import static io.millrace.job.graph.Orders.TOTAL;
import static io.millrace.job.graph.Orders.VALID;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Orders.perHour;
import static io.millrace.job.graph.Orders.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.definition.state.StateManifest;
import io.millrace.definition.state.StateManifest.Operator;
import io.millrace.definition.state.StoredState;
import io.millrace.job.Definitions;
import io.millrace.job.connectors.KafkaConnectors;
import io.millrace.job.records.RowSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the manifest is true: it says of each operator what a job's graph and its savepoint say. */
class StateManifestTest {

    private static final PipelineDefinition EVERY_VERB = everyVerb();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path savepoints;

    private static PipelineDefinition everyVerb() {
        StepDefinition derived = new Derive(
                "same",
                "derive:same@1",
                List.of("paid"),
                List.of(column(ORDER, "id"), column(ORDER, "kind"), column(ORDER, "amount"), column(ORDER, "at")),
                ORDER);
        StepDefinition unique =
                new Deduplicate("unique", "deduplicate:unique@3", List.of("same"), List.of(0, 3), 60_000, ORDER);
        StepDefinition perMinute = new Window(
                "per-minute",
                "window:per-minute@2",
                List.of("unique"),
                60_000,
                30_000,
                60_000,
                List.of(1),
                List.of(
                        Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull()),
                        Aggregate.of(AggregateFunction.SUM, column(ORDER, "amount"), BIGINT)),
                TOTAL);
        return pipeline(
                List.of(source("orders"), source("imports")),
                List.of(VALID, PAID, derived, unique, perMinute, perHour()),
                List.of(
                        jsonSink("per-hour", "totals", 0),
                        jsonSink("per-minute", "minutes", 0, 1),
                        jsonSink("imports", "copy", 0)));
    }

    // Without this a verb could be forgotten here.
    @Test
    void the_definition_has_every_verb() {
        assertThat(EVERY_VERB.steps())
                .extracting(step -> (Object) step.getClass())
                .containsAll(verbs(StepDefinition.class).toList());
    }

    private static Stream<Class<?>> verbs(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(one -> one.isSealed() ? verbs(one) : Stream.of(one));
    }

    @Test
    void it_has_the_uids_of_the_graph() {
        // given
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(2, JobSettings.of(Definitions.run()));

        // when
        PipelineGraph.build(env, EVERY_VERB, Definitions.run(), new KafkaConnectors(EVERY_VERB, Definitions.run()));

        // then
        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrderElementsOf(
                        manifest().operators().stream().map(Operator::uid).toList());
    }

    // A result has come, so all that is ever kept is there. The sink of this test keeps nothing.
    @Test
    void it_has_the_states_of_a_savepoint_with_their_keys() throws Exception {
        // given
        LiveTopics topics = new LiveTopics(getClass().getSimpleName(), EVERY_VERB, Definitions.run());
        String savepoint;
        try (var graph = RunningGraph.start(EVERY_VERB, Definitions.run(), topics, 2, null)) {
            topics.send("orders", order("a", "paid", 1, "10:00:10"), order("b", "paid", 1, "10:05:00"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> topics.valuesOf("minutes").size() == 2);
            savepoint = graph.stop(savepoints);
        }

        // when
        SavepointContents contents = SavepointContents.read(savepoint);

        // then
        Map<String, Set<String>> stated = new TreeMap<>();
        for (Operator operator : manifest().operators()) {
            if (!operator.states().isEmpty() && !operator.uid().contains("sink:")) {
                stated.put(operator.uid(), stored(operator));
            }
        }
        assertThat(contents.states()).isEqualTo(stated);
        assertThat(contents.keys()).isEqualTo(keys());
    }

    private static Set<String> stored(Operator operator) {
        Set<String> names = new TreeSet<>();
        for (StoredState state : operator.states()) {
            names.addAll(
                    state.kind() == StoredState.Kind.TIMERS
                            ? List.of("_timer_state/event_" + state.name(), "_timer_state/processing_" + state.name())
                            : List.of(state.name()));
        }
        return names;
    }

    private static Map<String, Object> keys() {
        Map<String, Object> keys = new TreeMap<>();
        for (StepDefinition step : EVERY_VERB.steps()) {
            if (step instanceof Keyed keyed) {
                keys.put(step.uid(), new RowSerializer(keyed.keyColumns()));
            }
        }
        return keys;
    }

    private static StateManifest manifest() {
        return StateManifest.of(EVERY_VERB, Definitions.run().shortUid(), Slot.PROD, RunningGraph.MAX_PARALLELISM);
    }
}
