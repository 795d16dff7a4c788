package io.millrace.operator.revisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SinkDefinition;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.topics.WantedTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredRevisionTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/millrace/operator/revisions/revision.yaml");

    private static final PipelineId PIPELINE = new PipelineId("shop", "totals", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");

    private final Revision revision = new Revision(
            new RevisionName(4, "3fa9c1d2"),
            "0123456789abcdef",
            "default",
            new PipelineDefinition(
                    PipelineDefinition.FORMAT_VERSION,
                    List.of(),
                    List.of(),
                    List.of(new SinkDefinition(
                            "totals",
                            List.of("per-kind"),
                            "shop.totals",
                            null,
                            new SinkDefinition.AvroEncode(new SchemaPin("shop.totals-value", 2, 7, "\"string\"")))),
                    new PipelineDefinition.DeadLetter("dlq.shop.totals", PipelineDefinition.Payload.REFERENCE),
                    "late.shop.totals",
                    "ledger.shop.totals",
                    PipelineDefinition.Delivery.EXACTLY_ONCE),
            new RunSettings(
                    PipelineDefinition.FORMAT_VERSION,
                    PIPELINE.namespace(),
                    PIPELINE.name(),
                    PIPELINE.uid(),
                    "4-3fa9c1d2",
                    RunSettings.Slot.PROD,
                    new RunSettings.Connection("kafka:9092", Map.of("security.protocol", "SSL"), null),
                    30_000,
                    900_000,
                    1_048_588,
                    Map.of("shop.totals", new RunSettings.SinkTopic(2_000_000, true))),
            new FlinkSettings(
                    "millrace-job:0.1.0-2.2.0",
                    "v2_2",
                    "flink",
                    "s3://streams/millrace/shop/totals-0a1b2c3d",
                    2,
                    128,
                    FlinkSettings.StateBackend.ROCKSDB,
                    new FlinkSettings.Checkpoints(30_000, 0, 600_000),
                    new FlinkSettings.Resources(0.5, 1024),
                    new FlinkSettings.Resources(1, 2048),
                    1),
            List.of(
                    new WantedTopic(
                            "shop.totals",
                            4,
                            3,
                            Map.of("retention.ms", "1000", "cleanup.policy", "compact"),
                            WantedTopic.Purpose.DATA,
                            "spec.topics[0]"),
                    new WantedTopic("dlq.shop.totals", 6, 3, Map.of(), WantedTopic.Purpose.DEAD_LETTER, "")),
            List.of(new Revision.PinnedSchema("shop.totals-value", 2, 7, true)));

    @Test
    void is_written_so() throws IOException {
        // when
        String built = Serialization.asYaml(StoredRevision.controllerRevision(PIPELINE, revision));
        // then
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN, built);
        }
        assertThat(Serialization.unmarshal(Files.readString(GOLDEN), ControllerRevision.class))
                .as("what is stored has changed; write it with: mvn test -pl operator -am -Dgolden.write=true")
                .isEqualTo(Serialization.unmarshal(built, ControllerRevision.class));
    }

    @Test
    void is_read_as_it_was_written() throws IOException {
        // given
        ControllerRevision written = Serialization.unmarshal(Files.readString(GOLDEN), ControllerRevision.class);
        // when, then
        assertThat(StoredRevision.read(written)).isEqualTo(revision);
    }

    @Test
    void what_somebody_else_made_is_not_taken_for_a_revision() {
        // given
        ControllerRevision strange = new ControllerRevisionBuilder()
                .withNewMetadata()
                .withName("totals-4-3fa9c1d2")
                .endMetadata()
                .withRevision(4L)
                .withData(Map.of("spec", "something"))
                .build();
        // when, then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredRevision.read(strange))
                .withMessageStartingWith("ControllerRevision totals-4-3fa9c1d2 cannot be read");
    }

    @Test
    void the_job_mounts_its_two_files() {
        // when
        ConfigMap files = StoredRevision.configMap(PIPELINE, revision);
        // then
        assertThat(files.getImmutable()).isTrue();
        assertThat(files.getMetadata().getName()).isEqualTo("totals-4-3fa9c1d2");
        assertThat(DefinitionFiles.readDefinition(files.getData().getOrDefault(DefinitionFiles.DEFINITION, "")))
                .isEqualTo(revision.definition());
        assertThat(DefinitionFiles.readRun(files.getData().getOrDefault(DefinitionFiles.RUN, "")))
                .isEqualTo(revision.run());
        assertThat(files.getData()).hasSize(2);
    }
}
