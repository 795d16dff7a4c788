package io.millrace.platform.flink.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.platform.flink.deployment.FlinkSpec.Container;
import io.millrace.platform.flink.deployment.FlinkSpec.Mount;
import io.millrace.platform.flink.deployment.FlinkSpec.Source;
import io.millrace.platform.flink.deployment.FlinkSpec.Variable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedVolumesTest {

    private static final Container CONTAINER = new Container(
            List.of(
                    new Variable("MILLRACE_CONFIG_DIR", "/etc/millrace"),
                    new Variable("DEFINITION", "/etc/millrace/definition.json"),
                    new Variable("OTHER", "/etc/millrace-other")),
            List.of(new Mount("definition", "/etc/millrace", Source.CONFIG_MAP, "clicks-1-abc")));

    private final Path folder;

    MountedVolumesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void files_are_written_and_the_environment_names_where_they_are() throws MountFailedException {
        // given
        MountSources sources = (source, namespace, name) ->
                source == Source.CONFIG_MAP && namespace.equals("shop") && name.equals("clicks-1-abc")
                        ? Optional.of(Map.of("definition.json", "{}".getBytes(UTF_8)))
                        : Optional.empty();
        // when
        MountedVolumes volumes = MountedVolumes.write(CONTAINER, "shop", new DeploymentFolder(folder), sources);
        // then
        Path definition = folder.resolve("volumes/definition");
        assertThat(definition.resolve("definition.json")).hasContent("{}");
        assertThat(volumes.environment(CONTAINER))
                .isEqualTo(Map.of(
                        "MILLRACE_CONFIG_DIR",
                        definition.toString(),
                        "DEFINITION",
                        definition + "/definition.json",
                        "OTHER",
                        "/etc/millrace-other"));
    }

    @Test
    void a_source_that_is_not_there_is_named_as_a_kubelet_names_it() {
        assertThatThrownBy(() -> MountedVolumes.write(
                        CONTAINER, "shop", new DeploymentFolder(folder), (source, namespace, name) -> Optional.empty()))
                .isInstanceOf(MountFailedException.class)
                .hasMessage(
                        "MountVolume.SetUp failed for volume \"definition\" : configmap \"clicks-1-abc\" not found");
    }
}
