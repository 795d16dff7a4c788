package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void the_median_is_the_middle_or_lies_between_the_two_in_the_middle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 3.0))).isEqualTo(new Spread(3.5, 1, 9));
    }

    @Test
    void ratios_are_of_pairs() {
        // given
        List<Measurement> byHand = List.of(cpu(2), cpu(8), cpu(3));
        List<Measurement> ours = List.of(cpu(4), cpu(8), cpu(2));

        // when
        Spread ratios = Spread.ofRatios(byHand, ours, Measurement::cpu);

        // then
        assertThat(ratios).isEqualTo(new Spread(1, 0.5, 1.5));
        assertThat(ratios.text("%.2f")).isEqualTo("1.00 (0.50 to 1.50)");
    }

    private static Measurement cpu(double seconds) {
        return new Measurement(Map.of("TaskManager", seconds), 1);
    }
}
