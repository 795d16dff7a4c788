package io.millrace.platform.binaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.platform.PlatformException;
import io.millrace.platform.home.MillraceHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneBinariesTest {

    private final Path folder;

    ControlPlaneBinariesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void programs_that_the_environment_names_are_taken_as_they_are() throws IOException {
        // given
        Path assets = Files.createDirectories(folder.resolve("assets"));
        program(assets, "etcd");
        program(assets, "kube-apiserver");
        Path kubectl = program(assets, "kubectl");
        // when
        ControlPlaneBinaries binaries = binaries(Map.of("KUBEBUILDER_ASSETS", assets.toString(), "PATH", ""));
        // then
        assertThat(binaries.areAtHand()).isTrue();
        assertThat(binaries.serverFolder()).isEqualTo(assets);
        assertThat(binaries.kubectl()).isEqualTo(kubectl);
    }

    @Test
    void a_folder_without_the_programs_is_refused_rather_than_ignored() {
        ControlPlaneBinaries binaries = binaries(Map.of("KUBEBUILDER_ASSETS", folder.toString()));

        assertThatThrownBy(binaries::serverFolder)
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("there is no etcd in it")
                .hasMessageContaining("unset it");
    }

    @Test
    void kubectl_of_the_path_is_taken_before_one_is_built() throws IOException {
        // given
        Path kubectl = program(Files.createDirectories(folder.resolve("bin")), "kubectl");
        // when
        ControlPlaneBinaries binaries = binaries(Map.of("PATH", folder + ":" + kubectl.getParent()));
        // then
        assertThat(binaries.kubectl()).isEqualTo(kubectl);
    }

    @Test
    void without_go_it_says_what_to_install_or_to_set() {
        ControlPlaneBinaries binaries = binaries(Map.of("PATH", ""));

        assertThat(binaries.areAtHand()).isFalse();
        assertThatThrownBy(binaries::serverFolder)
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("Install Go 1.24 or later")
                .hasMessageContaining("KUBEBUILDER_ASSETS");
    }

    private ControlPlaneBinaries binaries(Map<String, String> environment) {
        return new ControlPlaneBinaries(
                environment, new MillraceHome(folder.resolve("home")), folder.resolve("build.log"));
    }

    private static Path program(Path folder, String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
