package io.millrace.platform.flink.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link RecordedTracesProof} plays, as much of it as every build has time for. */
class RecordedTracesIT {

    private static final Set<String> IN_EVERY_BUILD =
            Set.of("upgrade_in_two_edits", "tm_and_jm_killed", "crash_loop_then_back_by_nonce");

    static Stream<Scenario> scenarios() {
        return Scenarios.all().filter(scenario -> IN_EVERY_BUILD.contains(scenario.toString()));
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
