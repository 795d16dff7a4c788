package io.millrace.platform.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlatformDaemonIT {

    private final MillraceHome home = MillraceHome.of(System.getenv());
    private final Checkout checkout = Checkout.containing(Path.of(""));
    private Process build;

    @BeforeEach
    void startABuild() throws IOException {
        build = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endTheBuild() {
        build.destroyForcibly();
    }

    @Test
    void two_processes_of_a_build_find_the_same_platform() {
        // when
        URI first = DaemonStarter.findOrStart(Owner.of(build.toHandle()), home, checkout);
        URI second = DaemonStarter.findOrStart(Owner.of(build.toHandle()), home, checkout);
        // then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void it_ends_with_the_build_and_so_do_its_parts() {
        // given
        Owner owner = Owner.of(build.toHandle());
        SharedPlatform platform = new SharedPlatform(DaemonStarter.findOrStart(owner, home, checkout));
        URI registry = platform.registry().api();
        ProcessHandle daemon = ProcessHandle.allProcesses()
                .filter(process -> Owner.commandLine(process).contains(owner.toString()))
                .findAny()
                .orElseThrow();
        List<ProcessHandle> parts = daemon.descendants().toList();
        // when
        build.destroyForcibly();
        // then
        assertThat(registry).hasScheme("http");
        assertThat(parts).isNotEmpty();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(parts).noneMatch(ProcessHandle::isAlive);
            assertThat(daemon.isAlive()).isFalse();
        });
        assertThat(home.root().resolve("shared").resolve(owner.toString())).doesNotExist();
    }
}
