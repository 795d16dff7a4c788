package io.millrace.job.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import io.millrace.job.Definitions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of every format that there ever was are restored and go on exactly. Each has a folder: the savepoint, the
 * definition that made it, the records before and after, and the output that follows.
 *
 * <p>Who changes a format gives {@link #CURRENT} a new name and runs this test with {@code -Dgolden.write=true}. What is
 * there already is never written again: it is what users have.
 */
class GoldenSavepointsTest {

    private static final String CURRENT = "1";

    private static final Path ROOT = Path.of("src/test/resources/io/millrace/job/savepoints");
    private static final String SAVEPOINT = "savepoint/_metadata";
    private static final String EARLIER = "earlier.txt";
    private static final String LATER = "later.txt";
    private static final String OUTPUT = "output.txt";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path temporary;

    @BeforeAll
    static void addTheCurrentOne() throws Exception {
        Path folder = ROOT.resolve(CURRENT);
        if (Boolean.getBoolean("golden.write") && !Files.exists(folder)) {
            Files.createDirectories(folder.resolve("savepoint"));
            PipelineDefinition definition = GoldenPipeline.definition();
            Files.writeString(folder.resolve(DefinitionFiles.DEFINITION), DefinitionFiles.write(definition));
            Files.write(folder.resolve(EARLIER), GoldenPipeline.EARLIER);
            Files.write(folder.resolve(LATER), GoldenPipeline.LATER);
            Files.copy(savepoint(definition), folder.resolve(SAVEPOINT));
            Files.write(folder.resolve(OUTPUT), run(folder, "hashmap", "written", GoldenPipeline::isDone));
        }
    }

    // So small is its state that all of it is in one file.
    private static Path savepoint(PipelineDefinition definition) throws Exception {
        LiveTopics topics = new LiveTopics("golden", definition, Definitions.run());
        topics.send("sales", GoldenPipeline.EARLIER.toArray(String[]::new));
        try (var graph = start(definition, topics, "hashmap", null)) {
            await(() -> isWritten(topics, definition, 5));
            return Path.of(URI.create(graph.stop(temporary))).resolve("_metadata");
        }
    }

    static Stream<Arguments> savepoints() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders
                    .sorted()
                    .flatMap(folder ->
                            Stream.of("hashmap", "rocksdb").map(backend -> Arguments.of(folder.getFileName(), backend)))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("savepoints")
    void each_goes_on_exactly(Path name, String backend) throws Exception {
        // given
        Path folder = ROOT.resolve(name);
        List<String> expected = Files.readAllLines(folder.resolve(OUTPUT));

        // when
        List<String> output = run(
                folder,
                backend,
                name + backend,
                (topics, definition) -> isWritten(topics, definition, expected.size()));

        // then
        assertThat(output).isEqualTo(expected);
        assertThat(ROOT.resolve(CURRENT)).exists();
    }

    /** The output, by topic. */
    private static List<String> run(
            Path folder, String backend, String test, BiPredicate<LiveTopics, PipelineDefinition> done)
            throws Exception {
        PipelineDefinition definition =
                DefinitionFiles.readDefinition(Files.readString(folder.resolve(DefinitionFiles.DEFINITION)));
        LiveTopics topics = new LiveTopics("golden" + test, definition, Definitions.run());
        topics.send("sales", Files.readAllLines(folder.resolve(EARLIER)).toArray(String[]::new));
        topics.send("sales", Files.readAllLines(folder.resolve(LATER)).toArray(String[]::new));
        String savepoint = folder.resolve("savepoint").toAbsolutePath().toUri().toString();
        try (var graph = start(definition, topics, backend, savepoint)) {
            await(() -> done.test(topics, definition));
            graph.stop(temporary);
        }
        BooksOfTopics.balanced(topics, definition);
        return output(topics, definition);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(condition);
    }

    private static boolean isWritten(LiveTopics topics, PipelineDefinition definition, int lines) {
        return output(topics, definition).size() >= lines;
    }

    private static List<String> output(LiveTopics topics, PipelineDefinition definition) {
        List<String> names = new ArrayList<>(
                definition.sinks().stream().map(SinkDefinition::topic).toList());
        names.add(definition.deadLetter().topic());
        names.add(definition.lateTopic());
        return names.stream()
                .flatMap(topic -> topics.valuesOf(topic).stream().sorted().map(value -> topic + " " + value))
                .toList();
    }

    private static RunningGraph start(
            PipelineDefinition definition, LiveTopics topics, String backend, @Nullable String savepoint)
            throws Exception {
        Configuration state = new Configuration();
        state.set(StateBackendOptions.STATE_BACKEND, backend);
        return RunningGraph.start(definition, Definitions.run(), topics, 2, savepoint, env -> env.configure(state));
    }
}
