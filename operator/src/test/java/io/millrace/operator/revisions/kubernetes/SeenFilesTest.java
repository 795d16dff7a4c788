package io.millrace.operator.revisions.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often the API server is asked. */
class SeenFilesTest {

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final SeenFiles seen = new SeenFiles(() -> now);
    private int looks;
    private boolean there = true;

    private boolean look() {
        looks++;
        return there;
    }

    private boolean areThere() {
        return seen.areThere("totals", this::look);
    }

    @Test
    void what_was_there_is_looked_for_once_a_minute() {
        // when
        for (int second = 0; second < 120; second++) {
            assertThat(areThere()).isTrue();
            now = now.plusSeconds(1);
        }
        // then
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void what_was_not_there_is_looked_for_each_time() {
        // given
        there = false;
        boolean before = areThere();
        // when
        there = true;
        // then
        assertThat(before).isFalse();
        assertThat(areThere()).isTrue();
    }

    @Test
    void what_goes_is_missed_within_a_minute() {
        // given
        boolean before = areThere();
        // when
        there = false;
        now = now.plus(Duration.ofMinutes(1));
        // then
        assertThat(before).isTrue();
        assertThat(areThere()).isFalse();
    }
}
