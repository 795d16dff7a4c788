package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.acceptance.Claims;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.acceptance.Inheritance;
import io.millrace.operator.acceptance.Ownership;
import io.millrace.operator.acceptance.SpecFacts;
import io.millrace.operator.acceptance.SpecJudge;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.FlinkDeployments;
import io.millrace.operator.jobs.Nonces;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.revisions.StoredRevision;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The objects that a pipeline becomes: {@code in-<case>.yaml} gives {@code out-<case>-configmap.yaml} and
 * {@code out-<case>-flinkdeployment.yaml}. Run with {@code -Dgolden=write} to write what comes out now, and read the
 * difference before you commit it: what changes here restarts jobs.
 */
class DesiredObjectsTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/millrace/operator/pipeline/objects");
    private static final boolean WRITING = "write".equals(System.getProperty("golden"));

    // Kubernetes does not mind the order of keys; a reader of a difference does.
    private static final YAMLMapper SORTED = YAMLMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .build();

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("in-"))
                    .map(name -> name.substring("in-".length(), name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_pipeline_becomes_a_config_map_and_a_flink_deployment(String name) throws IOException {
        // given
        StreamingPipeline pipeline = Serialization.unmarshal(
                Files.readString(FOLDER.resolve("in-" + name + ".yaml")), StreamingPipeline.class);
        PipelineId id = PipelineId.of(pipeline);
        Draft draft = accepted(pipeline);
        // when
        Revision revision = draft.revision(new RevisionName(7, draft.hash()));
        Optional<String> savepoint = Optional.of("s3://streams/savepoint-1").filter(path -> name.equals("copy"));
        // then
        compare("out-" + name + "-configmap.yaml", StoredRevision.configMap(id, revision));
        compare(
                "out-" + name + "-flinkdeployment.yaml",
                FlinkDeployments.build(id, new DesiredJob(revision, savepoint, Nonces.NONE, false, false)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_revision_is_read_back_as_it_was_stored(String name) throws IOException {
        // given
        StreamingPipeline pipeline = Serialization.unmarshal(
                Files.readString(FOLDER.resolve("in-" + name + ".yaml")), StreamingPipeline.class);
        Draft draft = accepted(pipeline);
        Revision revision = draft.revision(new RevisionName(7, draft.hash()));
        // when
        Revision read = StoredRevision.read(StoredRevision.controllerRevision(PipelineId.of(pipeline), revision));
        // then
        assertThat(read).isEqualTo(revision);
    }

    @Test
    void every_file_belongs_to_a_case() throws IOException {
        // given
        Set<String> expected = cases().flatMap(name ->
                        Stream.of("in-" + name, "out-" + name + "-configmap", "out-" + name + "-flinkdeployment"))
                .map(file -> file + ".yaml")
                .collect(Collectors.toSet());
        // when
        try (Stream<Path> files = Files.list(FOLDER)) {
            // then
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** As in {@link World}: the source's topic and schema are there, and here the sink's as well. */
    private static Draft accepted(StreamingPipeline pipeline) {
        World world = new World();
        if (pipeline.getSpec().topics() == null) {
            world.topics.create(new WantedTopic("shop.totals", 4, 3, Map.of(), Purpose.DATA, ""));
        } else {
            pipeline.getSpec().schemas().forEach(schema -> world.subjects.register(schema.subject(), schema.schema()));
        }
        PipelineId id = PipelineId.of(pipeline);
        SpecFacts facts = new SpecObserver(World.config(), world.clusters(), world.flink)
                .observe(pipeline.getSpec(), Optional.empty(), Observed.absent(), alone(id));
        Verdict verdict = new SpecJudge(World.config(), "1.0")
                .judge(id, pipeline.getSpec(), facts, Optional.empty(), Inheritance.NONE);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) verdict).draft();
    }

    private static Ownership alone(PipelineId id) {
        return new Ownership(new Claims(id, Instant.EPOCH, Set.of(), Set.of()), List.of());
    }

    private static void compare(String file, HasMetadata object) throws IOException {
        String actual = SORTED.writeValueAsString(SORTED.readValue(Serialization.asYaml(object), Object.class));
        if (WRITING) {
            Files.writeString(FOLDER.resolve(file), actual);
        }
        assertThat(actual)
                .as("%s; mvn test -pl operator -Dtest=DesiredObjectsTest -Dgolden=write writes it anew", file)
                .isEqualTo(Files.readString(FOLDER.resolve(file)));
    }
}
