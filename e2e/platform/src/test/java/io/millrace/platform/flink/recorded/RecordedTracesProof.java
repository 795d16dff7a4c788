package io.millrace.platform.flink.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The local Flink runtime, with real processes, shows what the Flink Kubernetes operator was recorded to show. */
class RecordedTracesProof {

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void the_same_is_shown_in_the_same_order(Scenario scenario) {
        // when
        Trace played = RunningStage.play(scenario);
        // then
        assertThat(played.told()).isEqualTo(Recording.of(scenario).told());
    }
}
