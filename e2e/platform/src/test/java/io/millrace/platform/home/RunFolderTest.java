package io.millrace.platform.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MillraceHome home;

    RunFolderTest(@TempDir Path folder) {
        home = new MillraceHome(folder);
    }

    @Test
    void the_data_of_a_run_that_was_killed_goes_when_the_next_one_starts_and_its_logs_stay() throws IOException {
        // given
        Path killed = Files.createDirectories(home.runs().resolve("20251231-120000-1-test"));
        Files.createDirectories(killed.resolve("data/kafka/log"));
        Files.createDirectories(killed.resolve("logs"));
        Files.writeString(killed.resolve("logs/kafka.log"), "why");
        // when
        try (RunFolder next = RunFolder.create(home, "test", NOON)) {
            // then
            assertThat(next.data("kafka")).isEmptyDirectory();
            assertThat(killed.resolve("data")).doesNotExist();
            assertThat(killed.resolve("logs/kafka.log")).hasContent("why");
        }
    }

    @Test
    void a_run_that_lives_is_left_alone() {
        try (RunFolder living = RunFolder.create(home, "test", NOON)) {
            // given
            Path data = living.data("kafka");
            // when
            try (RunFolder next = RunFolder.create(home, "test", NOON.plusSeconds(1))) {
                // then
                assertThat(next.root()).isNotEqualTo(living.root());
                assertThat(data).isDirectory();
            }
        }
    }

    @Test
    void logs_of_five_ended_runs_are_kept() {
        // given
        List<Path> ended = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            try (RunFolder run = RunFolder.create(home, "test", NOON.plusSeconds(i))) {
                ended.add(run.root());
            }
        }
        // when
        try (RunFolder next = RunFolder.create(home, "test", NOON.plusSeconds(60))) {
            // then
            assertThat(next.root()).isDirectory();
            assertThat(ended.subList(0, 2)).noneMatch(Files::exists);
            assertThat(ended.subList(2, 7)).allMatch(Files::exists);
        }
    }
}
