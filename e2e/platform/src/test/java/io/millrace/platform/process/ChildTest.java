package io.millrace.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.platform.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

    private final Path folder;

    ChildTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void output_of_the_process_and_its_exit_code_are_seen() throws InterruptedException {
        // given
        Child child = shell("echo out; echo err >&2; exit 3").start();
        // when
        Optional<Integer> code = child.awaitExit(Duration.ofSeconds(10));
        // then
        assertThat(code).contains(3);
        assertThat(child.log()).content().isEqualTo("out\nerr\n");
    }

    @Test
    void a_process_that_ends_when_asked_is_asked() {
        // given
        Child child = shell("trap 'echo asked; exit 0' TERM; echo up; while :; do sleep 0.1; done")
                .start();
        child.awaitReady(Duration.ofSeconds(10), () -> logHas("up"));
        // when
        child.stop();
        // then
        assertThat(child.isAlive()).isFalse();
        assertThat(child.log()).content().contains("asked");
    }

    @Test
    void a_process_that_does_not_end_when_asked_is_ended_with_all_it_has_started() {
        // given
        Child child = shell("trap '' TERM; sleep 1000 & echo up; while :; do wait; done")
                .patientFor(Duration.ofSeconds(1))
                .start();
        child.awaitReady(Duration.ofSeconds(10), () -> logHas("up"));
        ProcessHandle process = child.process().orElseThrow();
        List<ProcessHandle> family = process.descendants().toList();
        // when
        child.stop();
        // then
        assertThat(family).isNotEmpty();
        await().untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void killing_it_leaves_nothing_of_what_it_had_started() {
        // given
        Child child = shell("sleep 1000 & echo up; wait").start();
        child.awaitReady(Duration.ofSeconds(10), () -> logHas("up"));
        ProcessHandle process = child.process().orElseThrow();
        List<ProcessHandle> family = process.descendants().toList();
        // when
        child.kill();
        // then
        assertThat(family).isNotEmpty();
        await().untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
        assertThat(process.isAlive()).isFalse();
        assertThat(child.isAlive()).isFalse();
        assertThat(child.process()).isEmpty();
    }

    @Test
    void one_that_ends_before_it_is_ready_is_reported_with_the_end_of_its_log() {
        Child child = shell("echo the reason; exit 1").start();

        assertThatThrownBy(() -> child.awaitReady(Duration.ofSeconds(10), () -> Optional.of("never")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("thing ended with exit code 1 before it was ready")
                .hasMessageEndingWith("the reason");
    }

    @Test
    void one_that_is_not_ready_in_time_is_stopped_and_reported() {
        Child child = shell("sleep 1000").start();

        assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(200), () -> Optional.of("no port")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no port");
        assertThat(child.isAlive()).isFalse();
    }

    private ChildSpec shell(String script) {
        return ChildSpec.of("thing", folder.resolve("thing.log"), List.of("sh", "-c", script));
    }

    private Optional<String> logHas(String word) {
        return LogTail.of(folder.resolve("thing.log"), 5).contains(word) && Files.exists(folder.resolve("thing.pid"))
                ? Optional.empty()
                : Optional.of(word);
    }
}
