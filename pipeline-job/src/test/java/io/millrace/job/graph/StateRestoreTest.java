package io.millrace.job.graph;

import static io.millrace.job.graph.Orders.ORDER;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Restored.BEFORE;
import static io.millrace.job.graph.Restored.COUNT;
import static io.millrace.job.graph.Restored.EARLIER;
import static io.millrace.job.graph.Restored.LATER;
import static io.millrace.job.graph.Restored.PER_KIND;
import static io.millrace.job.graph.Restored.SOME;
import static io.millrace.job.graph.Restored.SUM;
import static io.millrace.job.graph.Restored.UNIQUE;
import static io.millrace.job.graph.Restored.most;
import static io.millrace.job.graph.Restored.pipelineOf;
import static io.millrace.job.graph.Restored.some;
import static io.millrace.job.graph.Restored.total;
import static io.millrace.job.graph.Restored.unique;
import static io.millrace.job.graph.Restored.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.state.Finding;
import io.millrace.definition.state.StatefulJob;
import io.millrace.definition.state.Succession;
import io.millrace.definition.state.Verdict;
import io.millrace.job.Definitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FlinkException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the verdicts are true: what Flink makes of a savepoint when another definition starts from it. */
class StateRestoreTest {

    private static final List<String> PASSED = List.of(LATER.get(1), LATER.get(2));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path savepoints;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static String savepoint;

    @BeforeAll
    static void run() throws Exception {
        LiveTopics topics = topics("before", BEFORE);
        try (var graph = start(BEFORE, topics, env -> {})) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> topics.valuesOf("unique").size() == 2);
            savepoint = graph.stop(savepoints);
        }
    }

    /**
     * An edit.
     *
     * @param verdicts of its findings
     * @param results of everything that comes after it, by topic
     */
    private record Edit(
            String name,
            StatefulJob next,
            List<String> dropState,
            List<Verdict> verdicts,
            Map<String, List<String>> results) {

        Edit(String name, Verdict verdict, PipelineDefinition next) {
            this(name, job(next), List.of(), List.of(verdict), new LinkedHashMap<>());
        }

        Edit dropping(String step) {
            return new Edit(name, next, List.of(step), verdicts, results);
        }

        Edit also(Verdict... others) {
            List<Verdict> all = new ArrayList<>(verdicts);
            all.addAll(Arrays.asList(others));
            return new Edit(name, next, dropState, all, results);
        }

        Edit on(String backend) {
            return new Edit(
                    name + " on " + backend,
                    new StatefulJob(next.definition(), 1, RunningGraph.MAX_PARALLELISM, backend),
                    dropState,
                    verdicts,
                    results);
        }

        Edit gives(String topic, String... values) {
            results.put(topic, List.of(values));
            return this;
        }

        /** What no edit of the windows changes. */
        Edit givesUnique() {
            results.put("unique", PASSED);
            return this;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static StatefulJob job(PipelineDefinition definition) {
        return new StatefulJob(definition, 1, RunningGraph.MAX_PARALLELISM, "hashmap");
    }

    static Stream<Edit> edits() {
        return Stream.of(stateless(), windows(), aggregates(), others()).flatMap(one -> one);
    }

    private static Stream<Edit> stateless() {
        return Stream.of(
                new Edit("a condition", Verdict.SAFE, pipelineOf(some("6"), UNIQUE, PER_KIND))
                        .gives("unique")
                        .gives("per-kind", total("paid", "10:00", "10:10", "\"n\":2,\"sum\":12"), open(1, 1)),
                new Edit("the backend", Verdict.NEEDS_SAVEPOINT, BEFORE)
                        .on("rocksdb")
                        .givesUnique()
                        .gives("per-kind", paid(3, 18), open(1, 1)));
    }

    private static Stream<Edit> windows() {
        return Stream.of(
                new Edit("a smaller size", Verdict.MIXED_UNTIL_CLOSED, with(5, 5, 0, COUNT, SUM))
                        .givesUnique()
                        .gives(
                                "per-kind",
                                paid(1, 5),
                                open(1, 1),
                                total("paid", "10:00", "10:05", "\"n\":2,\"sum\":13")),
                new Edit("sliding", Verdict.MIXED_UNTIL_CLOSED, with(10, 5, 0, COUNT, SUM))
                        .givesUnique()
                        .gives(
                                "per-kind",
                                paid(3, 18),
                                open(1, 1),
                                total("paid", "09:55", "10:05", "\"n\":2,\"sum\":13")),
                new Edit("allowed lateness", Verdict.MIXED_UNTIL_CLOSED, with(10, 10, 5, COUNT, SUM))
                        .givesUnique()
                        .gives("per-kind", paid(3, 18), open(1, 1)),
                new Edit(
                                "other rows",
                                Verdict.MIXED_UNTIL_CLOSED,
                                pipelineOf(
                                        SOME, UNIQUE, window("per-kind", "unique", 10, 10, 0, List.of(1), COUNT, SUM)))
                        .givesUnique()
                        .gives("per-kind", paid(2, 11), open(1, 1)),
                new Edit("another key", Verdict.DROPPED, pipelineOf(SOME, UNIQUE, window(10, 10, 0, List.of(0), COUNT)))
                        .dropping("per-kind")
                        .givesUnique()
                        .gives("per-kind", byId("a"), byId("c")));
    }

    private static String byId(String id) {
        return total("paid", "10:00", "10:10", "\"n\":1").replace("\"kind\":\"paid\"", "\"id\":\"" + id + "\"");
    }

    private static Stream<Edit> aggregates() {
        Restored.Named ids = new Restored.Named(
                "n", Aggregate.of(AggregateFunction.COUNT, Definitions.column(ORDER, "id"), Definitions.BIGINT));
        return Stream.of("hashmap", "rocksdb").flatMap(backend -> Stream.of(
                        new Edit("COUNT of a column", Verdict.MIXED_UNTIL_CLOSED, with(10, 10, 0, ids, SUM))
                                .gives("per-kind", paid(3, 18), open(1, 1)),
                        new Edit(
                                        "an aggregate added",
                                        Verdict.MIXED_UNTIL_CLOSED,
                                        with(10, 10, 0, most("most"), COUNT, SUM))
                                .gives(
                                        "per-kind",
                                        total("paid", "10:00", "10:10", "\"most\":7,\"n\":3,\"sum\":18"),
                                        total("open", "10:00", "10:10", "\"most\":null,\"n\":1,\"sum\":1")),
                        new Edit("an aggregate removed", Verdict.SAFE, with(10, 10, 0, SUM))
                                .gives(
                                        "per-kind",
                                        total("paid", "10:00", "10:10", "\"sum\":18"),
                                        total("open", "10:00", "10:10", "\"sum\":1")))
                .map(edit -> backend.equals("rocksdb")
                        ? edit.also(Verdict.NEEDS_SAVEPOINT).on(backend)
                        : edit)
                .map(Edit::givesUnique));
    }

    private static Stream<Edit> others() {
        return Stream.of(
                new Edit("a longer within", Verdict.MIXED_UNTIL_CLOSED, pipelineOf(SOME, unique(20, 0), PER_KIND))
                        .givesUnique()
                        .gives("per-kind", paid(3, 18), open(1, 1)),
                new Edit("a shorter within", Verdict.SAFE, pipelineOf(SOME, unique(1, 0), PER_KIND))
                        .gives("unique", LATER.toArray(String[]::new))
                        .gives("per-kind", paid(3, 18), open(1, 1)),
                new Edit("a step added", Verdict.STARTS_EMPTY, pipelineOf(SOME, UNIQUE, PER_KIND, second()))
                        .also(Verdict.SAFE)
                        .givesUnique()
                        .gives("per-kind", paid(3, 18), open(1, 1))
                        .gives("second", total("paid", "10:00", "10:10", "\"n\":2")),
                new Edit("a step removed", Verdict.DROPPED, pipelineOf(SOME, PER_KIND))
                        .dropping("unique")
                        .also(Verdict.SAFE)
                        .gives("per-kind", paid(3, 18), open(1, 1)),
                new Edit("a step renamed", Verdict.STARTS_EMPTY, pipelineOf(SOME, UNIQUE, second()))
                        .dropping("per-kind")
                        .also(Verdict.DROPPED, Verdict.SAFE, Verdict.SAFE)
                        .givesUnique()
                        .gives("second", total("paid", "10:00", "10:10", "\"n\":2")),
                new Edit(
                                "another topic",
                                Verdict.DROPPED,
                                Restored.from(List.of(ofTopic("other")), SOME, UNIQUE, PER_KIND))
                        .dropping("orders")
                        .gives("unique", order("y", "end", 1, "12:00:00"))
                        .gives("per-kind", paid(1, 5), open(1, 1)));
    }

    private static StepDefinition second() {
        return window("second", "some", 10, 10, 0, List.of(1), COUNT);
    }

    private static SourceDefinition ofTopic(String topic) {
        SourceDefinition source = Orders.source("orders");
        return new SourceDefinition(
                source.name(), source.uid(), topic, source.decode(), source.eventTime(), source.startFrom());
    }

    private static PipelineDefinition with(int size, int slide, int late, Restored.Named... aggregates) {
        return pipelineOf(SOME, UNIQUE, window(size, slide, late, List.of(1), aggregates));
    }

    private static String paid(int n, int sum) {
        return total("paid", "10:00", "10:10", "\"n\":" + n + ",\"sum\":" + sum);
    }

    private static String open(int n, int sum) {
        return total("open", "10:00", "10:10", "\"n\":" + n + ",\"sum\":" + sum);
    }

    @ParameterizedTest
    @MethodSource("edits")
    void what_may_go_on_does_as_it_was_said(Edit edit) throws Exception {
        // given
        Succession succession = Succession.of(Optional.of(job(BEFORE)), edit.next(), edit.dropState());
        LiveTopics topics = topics(edit.name(), succession.definition());
        topics.send("orders", LATER.toArray(String[]::new));
        topics.send("other", order("y", "end", 1, "12:00:00"));

        // when
        try (var graph = start(succession.definition(), topics, env -> {
            restore(env, edit.next().stateBackend(), succession.leavesStateBehind());
        })) {
            // then
            edit.results().forEach((topic, values) -> await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(topics.valuesOf(topic)).containsExactlyInAnyOrderElementsOf(values)));
            graph.stop(savepoints);
        }
        edit.results().forEach((topic, values) -> assertThat(topics.valuesOf(topic))
                .containsExactlyInAnyOrderElementsOf(values));
        assertThat(succession.refusals()).isEmpty();
        assertThat(succession.findings())
                .extracting(Finding::verdict)
                .containsExactlyInAnyOrderElementsOf(edit.verdicts());
    }

    /** @param failure what Flink says when it is tried all the same */
    private record Refused(String name, Verdict verdict, PipelineDefinition next, int maxParallelism, String failure) {

        Refused(String name, PipelineDefinition next, String failure) {
            this(name, Verdict.NEEDS_DROP, next, RunningGraph.MAX_PARALLELISM, failure);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused(
                        "another key",
                        pipelineOf(SOME, UNIQUE, window(10, 10, 0, List.of(0), COUNT, SUM)),
                        "key serializer"),
                new Refused("another key of deduplicate", pipelineOf(SOME, unique(10, 1), PER_KIND), "key serializer"),
                new Refused(
                        "another kind of value",
                        with(10, 10, 0, COUNT, most("sum")),
                        "must not be incompatible with the old state serializer"),
                new Refused("a step removed", pipelineOf(SOME, PER_KIND), "allowNonRestoredState"),
                new Refused("maxParallelism", Verdict.INCOMPATIBLE, BEFORE, 32, "max parallelism"));
    }

    // Without the verdict this is what would come of it, after the job was stopped.
    @ParameterizedTest
    @MethodSource("refused")
    void what_is_refused_would_not_have_started(Refused edit) throws Exception {
        // given
        LiveTopics topics = topics("refused" + edit.name(), edit.next());
        StatefulJob next = new StatefulJob(edit.next(), 1, edit.maxParallelism(), "hashmap");

        // when
        Succession succession = Succession.of(Optional.of(job(BEFORE)), next, List.of());
        String failure = failure(edit, topics);

        // then
        assertThat(succession.refusals()).extracting(Finding::verdict).containsExactly(edit.verdict());
        assertThat(failure).containsIgnoringCase(edit.failure());
    }

    private static String failure(Refused edit, LiveTopics topics) throws Exception {
        try (var graph = start(edit.next(), topics, env -> {
            restore(env, "hashmap", false);
            env.setMaxParallelism(edit.maxParallelism());
        })) {
            return graph.failure();
        } catch (FlinkException e) {
            return ExceptionUtils.stringifyException(e);
        }
    }

    private static LiveTopics topics(String test, PipelineDefinition definition) {
        LiveTopics topics =
                new LiveTopics(StateRestoreTest.class.getSimpleName() + test, definition, Definitions.run());
        topics.send("orders", EARLIER.toArray(String[]::new));
        return topics;
    }

    private static RunningGraph start(
            PipelineDefinition definition, LiveTopics topics, Consumer<StreamExecutionEnvironment> change)
            throws Exception {
        return RunningGraph.start(definition, Definitions.run(), topics, 1, null, change);
    }

    private static void restore(StreamExecutionEnvironment env, String backend, boolean leavesStateBehind) {
        Configuration settings = new Configuration();
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        settings.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, leavesStateBehind);
        settings.set(StateBackendOptions.STATE_BACKEND, backend);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        env.configure(settings);
    }
}
