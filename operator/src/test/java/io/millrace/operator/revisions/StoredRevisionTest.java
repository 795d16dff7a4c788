package io.millrace.operator.revisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.definition.DefinitionFiles;
import io.millrace.operator.result.PipelineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredRevisionTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/millrace/operator/revisions/revision.yaml");

    private static final PipelineId PIPELINE = new PipelineId("shop", "totals", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");

    private final Revision revision = SampleRevision.of(PIPELINE, new RevisionName(4, "3fa9c1d2"));

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
