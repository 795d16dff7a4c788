package io.millrace.job.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparedWindowsTest {

    @Test
    void a_window_counts_once_when_everything_up_to_its_end_is_resolved() {
        // given
        ComparedWindows windows = new ComparedWindows();
        windows.seen("totals", 0, 60);
        windows.seen("totals", 0, 60);
        windows.seen("totals", 60, 120);
        windows.seen("others", 0, 100);

        // when, then
        windows.advance(null);
        assertThat(windows.complete()).isEmpty();
        windows.advance(58L);
        assertThat(windows.complete()).isEmpty();
        windows.advance(59L);
        windows.advance(60L);
        assertThat(windows.complete()).isEqualTo(Map.of("totals", 1L));
        windows.advance(1_000L);
        assertThat(windows.complete()).isEqualTo(Map.of("totals", 2L, "others", 1L));
    }

    @Test
    void of_two_lengths_the_longer_one_counts() {
        // given
        ComparedWindows windows = new ComparedWindows();
        windows.seen("totals", 0, 120);
        windows.seen("totals", 0, 60);

        // when
        windows.advance(60L);

        // then
        assertThat(windows.complete()).isEmpty();
    }
}
