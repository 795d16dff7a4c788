package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {

    @Test
    void without_options_everything_is_measured() {
        assertThat(BenchOptions.parse(List.of()))
                .isEqualTo(new BenchOptions(3_000_000, 8, 5, BenchOptions.USUAL, false));
    }

    @Test
    void each_option_says_what_it_says() {
        assertThat(BenchOptions.parse(List.of(
                        "--records",
                        "10",
                        "--warm-ups",
                        "0",
                        "--only",
                        "filter",
                        "--repetitions",
                        "2",
                        "--only",
                        "BYTES",
                        "--profile")))
                .isEqualTo(new BenchOptions(10, 0, 2, Set.of(Workload.FILTER, Workload.BYTES), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--records", "--records 0", "--repetitions x", "--only all", "--fast"})
    void what_is_no_option_is_refused_with_its_name(String line) {
        assertThatThrownBy(() -> BenchOptions.parse(List.of(line.split(" ", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line.split(" ", -1)[0]);
    }
}
