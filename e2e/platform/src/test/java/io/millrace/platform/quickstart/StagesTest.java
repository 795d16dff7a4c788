package io.millrace.platform.quickstart;

import static io.millrace.platform.quickstart.Stages.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.platform.PlatformException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Stages stages;

    StagesTest(@TempDir Path folder) {
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        stages = new Stages(new Progress(out, false, new Durations(folder), () -> 0));
    }

    @Test
    @Timeout(10)
    void stages_side_by_side_run_at_the_same_time() {
        // given: each waits for the other
        CountDownLatch both = new CountDownLatch(2);
        Runnable meet = () -> {
            both.countDown();
            await(both);
        };
        // when
        stages.sideBySide(stage("one", meet), stage("other", meet));
        // then
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("ok   one", "ok   other");
    }

    @Test
    void the_failure_of_a_stage_is_shown_and_handed_on_as_it_is() {
        PlatformException failure = new PlatformException("no disk");

        assertThatThrownBy(() -> stages.sideBySide(stage("one", () -> {}), stage("other", () -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("FAIL other");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
