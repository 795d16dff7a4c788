package io.millrace.platform.flink.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessViewTest {

    private static final Instant EXIT = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 10", "3, 20", "4, 40", "6, 160", "7, 300", "70, 300"})
    void the_pause_before_a_restart_doubles_up_to_five_minutes(int exits, int seconds) {
        assertThat(new ProcessView(false, exits, Optional.of(EXIT)).pause()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void it_waits_until_the_pause_is_over() {
        // given
        ProcessView ended = new ProcessView(false, 2, Optional.of(EXIT));
        // then
        assertThat(ended.isWaiting(EXIT.plusSeconds(9))).isTrue();
        assertThat(ended.isWaiting(EXIT.plusSeconds(10))).isFalse();
        assertThat(new ProcessView(true, 2, Optional.of(EXIT)).isWaiting(EXIT)).isFalse();
        assertThat(ProcessView.ABSENT.isWaiting(EXIT)).isFalse();
    }
}
