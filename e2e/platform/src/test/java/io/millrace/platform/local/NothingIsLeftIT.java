package io.millrace.platform.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.platform.process.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NothingIsLeftIT {

    private final Process parent;
    private final List<ProcessHandle> family;

    NothingIsLeftIT() throws IOException {
        parent = new ProcessBuilder(JavaCommand.withHeap(128)
                        .main(System.getProperty("java.class.path"), Household.class.getName(), List.of()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo(Household.READY);
        family = parent.descendants().toList();
        // A guard, its watcher and the program itself: etcd, kube-apiserver, kafka, registry.
        assertThat(family).hasSize(12);
    }

    @AfterEach
    void end() {
        family.forEach(ProcessHandle::destroyForcibly);
        parent.destroyForcibly();
    }

    @Test
    void nothing_is_left_running_when_the_parent_is_killed() {
        // when
        parent.destroyForcibly();
        // then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void nothing_is_left_running_when_guards_are_killed_with_their_parent() {
        // given
        List<ProcessHandle> guards = parent.children().toList();
        // when
        guards.forEach(ProcessHandle::destroyForcibly);
        parent.destroyForcibly();
        // then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void nothing_is_left_running_when_the_platform_is_closed() throws IOException {
        // when
        parent.getOutputStream().close();
        // then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
        await().until(() -> !parent.isAlive());
    }
}
