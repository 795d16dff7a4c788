package io.millrace.platform.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();
    private final Durations durations;

    ProgressTest(@TempDir Path folder) {
        durations = new Durations(folder);
    }

    @Test
    void a_stage_of_less_than_two_seconds_is_told_once_when_it_has_ended() {
        // given
        Progress progress = progress(true);
        // when
        progress.begins("broker");
        passes(1_900);
        progress.tick();
        progress.ends("broker", true);
        // then
        assertThat(lines()).isEqualTo("\r\033[K  ok   broker                   1.9 s\n");
    }

    @Test
    void a_longer_one_is_told_while_it_runs_with_how_long_it_took_the_last_time() {
        // given
        durations.remember("broker", Duration.ofSeconds(7));
        Progress progress = progress(true);
        // when
        progress.begins("broker");
        progress.begins("API server");
        passes(3_200);
        progress.tick();
        // then
        assertThat(lines()).isEqualTo("\r\033[K  ...  broker 3 s, last time 7 s | API server 3 s, first time here");
    }

    @Test
    void without_a_terminal_it_is_told_every_ten_seconds() {
        // given
        Progress progress = progress(false);
        // when
        progress.begins("broker");
        for (int second = 0; second < 25; second++) {
            passes(1_000);
            progress.tick();
        }
        // then
        assertThat(lines()).isEqualTo("  ...  broker 10 s, first time here\n  ...  broker 20 s, first time here\n");
    }

    @Test
    void what_failed_is_not_remembered_as_how_long_it_takes() {
        // given
        Progress progress = progress(false);
        // when
        progress.begins("broker");
        passes(60_000);
        progress.ends("broker", false);
        // then
        assertThat(lines()).isEqualTo("  FAIL broker                  60.0 s\n");
        assertThat(durations.last("broker")).isEmpty();
    }

    @Test
    void how_long_a_stage_took_is_remembered_over_runs() {
        // given
        Progress progress = progress(false);
        progress.begins("Flink and operator");
        passes(4_500);
        // when
        progress.ends("Flink and operator", true);
        // then
        assertThat(durations.last("Flink and operator")).contains(Duration.ofSeconds(4));
    }

    private Progress progress(boolean terminal) {
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new Progress(out, terminal, durations, nanos::get);
    }

    private void passes(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private String lines() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
