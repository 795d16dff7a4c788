package io.millrace.job.graph;

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
import static io.millrace.job.graph.Restored.unique;
import static io.millrace.job.graph.Restored.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.state.Finding;
import io.millrace.definition.state.StatefulJob;
import io.millrace.definition.state.Succession;
import io.millrace.definition.state.Verdict;
import io.millrace.job.Definitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FlinkException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the verdicts are true: what Flink makes of a savepoint when another definition starts from it. */
class StateRestoreTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path savepoints;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static String savepoint;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static String checkpoint;

    @BeforeAll
    static void run() throws Exception {
        savepoint = stopped("hashmap", SavepointFormatType.CANONICAL);
        checkpoint = stopped("rocksdb", SavepointFormatType.NATIVE);
    }

    private static String stopped(String backend, SavepointFormatType format) throws Exception {
        LiveTopics topics = topics("before on " + backend, BEFORE);
        Configuration state = new Configuration().set(StateBackendOptions.STATE_BACKEND, backend);
        try (var graph = start(Definitions.run(), BEFORE, topics, env -> env.configure(state))) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> topics.valuesOf("unique").size() == 2);
            return graph.stop(savepoints, format);
        }
    }

    @ParameterizedTest
    @MethodSource("io.millrace.job.graph.Edits#edits")
    void what_may_go_on_does_as_it_was_said(Edit edit) throws Exception {
        // given
        Succession succession = Succession.of(Optional.of(Edit.job(BEFORE)), edit.next(), edit.dropState());
        LiveTopics topics = topics(edit.name(), succession.definition());
        topics.send("orders", LATER.toArray(String[]::new));
        topics.send("other", Edits.OTHER);
        topics.send("imports", Edits.IMPORTS.toArray(String[]::new));

        // when
        try (var graph = start(Definitions.run().named("2-22222222"), succession.definition(), topics, env -> {
            restore(env, savepoint, edit.next().stateBackend(), succession.leavesStateBehind());
        })) {
            // then
            edit.results().forEach((topic, values) -> await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(topics.valuesOf(topic)).containsExactlyInAnyOrderElementsOf(values)));
            graph.stop(savepoints);
        }
        edit.results().forEach((topic, values) -> assertThat(topics.valuesOf(topic))
                .containsExactlyInAnyOrderElementsOf(values));
        BooksOfTopics.balancedSinceRevision(topics, succession.definition());
        assertThat(succession.refusals()).isEmpty();
        assertThat(succession.findings())
                .extracting(Finding::verdict)
                .containsExactlyInAnyOrderElementsOf(edit.verdicts());
    }

    // What is left of a job that cannot take a savepoint: its last checkpoint.
    @Test
    void a_checkpoint_is_enough_unless_a_savepoint_is_asked_for() throws Exception {
        // given
        PipelineDefinition next = Edits.with(10, 10, 0, most("most"), COUNT, SUM);
        LiveTopics topics = topics("checkpoint", next);
        topics.send("orders", LATER.toArray(String[]::new));

        // when
        try (var graph = start(Definitions.run(), next, topics, env -> restore(env, checkpoint, "rocksdb", false))) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> topics.valuesOf("per-kind").size() == 2);
            graph.stop(savepoints);
        }
        String failure;
        try (var graph = start(Definitions.run(), next, topics, env -> restore(env, checkpoint, "hashmap", false))) {
            failure = graph.failure();
        }

        // then
        assertThat(topics.valuesOf("per-kind"))
                .contains(Restored.total("paid", "10:00", "10:10", "\"most\":7,\"n\":3,\"sum\":18"));
        assertThat(failure).contains("StateBackend");
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
                        Edits.with(10, 10, 0, COUNT, most("sum")),
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
        StatefulJob next = new StatefulJob(edit.next(), 1, edit.maxParallelism(), "hashmap", "");

        // when
        Succession succession = Succession.of(Optional.of(Edit.job(BEFORE)), next, List.of());
        String failure = failure(edit, topics);

        // then
        assertThat(succession.refusals()).extracting(Finding::verdict).containsExactly(edit.verdict());
        assertThat(failure).containsIgnoringCase(edit.failure());
    }

    private static String failure(Refused edit, LiveTopics topics) throws Exception {
        try (var graph = start(Definitions.run(), edit.next(), topics, env -> {
            restore(env, savepoint, "hashmap", false);
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
            RunSettings run,
            PipelineDefinition definition,
            LiveTopics topics,
            Consumer<StreamExecutionEnvironment> change)
            throws Exception {
        return RunningGraph.start(definition, run, topics, 1, null, change);
    }

    private static void restore(
            StreamExecutionEnvironment env, String from, String backend, boolean leavesStateBehind) {
        Configuration settings = new Configuration();
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
        settings.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, leavesStateBehind);
        settings.set(StateBackendOptions.STATE_BACKEND, backend);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        env.configure(settings);
    }
}
