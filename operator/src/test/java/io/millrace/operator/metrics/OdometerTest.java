package io.millrace.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class OdometerTest {

    private final Odometer<String> odometer = new Odometer<>();

    @Test
    void what_steps_back_goes_on_from_where_it_was() {
        // when
        double[] read = DoubleStream.of(100, 150, 120, 130, 0, 5)
                .map(figure -> odometer.read("series", figure))
                .toArray();
        // then
        assertThat(read).containsExactly(100, 150, 150, 160, 160, 165);
    }

    @Test
    void series_do_not_touch_each_other_and_a_forgotten_one_begins_anew() {
        // given
        odometer.read("one", 10);
        odometer.read("one", 4);
        odometer.read("other", 7);
        // when
        odometer.keepOnly(series -> series.equals("other"));
        // then
        assertThat(odometer.read("one", 4)).isEqualTo(4);
        assertThat(odometer.read("other", 8)).isEqualTo(8);
    }
}
