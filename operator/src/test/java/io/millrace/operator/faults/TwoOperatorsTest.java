package io.millrace.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One operator is held up for longer than its lease, and another one acts. */
class TwoOperatorsTest {

    static Stream<Flow> flows() {
        return Flows.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void who_wakes_after_another_one_has_acted_changes_nothing(Flow flow) {
        // given
        Matrix matrix = new Matrix(flow);
        List<Outcome> outcomes = new ArrayList<>();
        boolean happened = true;
        // when
        for (int write = 1; happened; write++) {
            Takeover takeover = new Takeover();
            int number = write;
            Outcome outcome = matrix.outcome(
                    Trap.NONE,
                    "held up at write " + write,
                    takeover,
                    (model, faults) -> takeover.holdUpAt(number, model::takeOver));
            happened = takeover.happened();
            outcomes.add(outcome);
        }
        // then
        assertThat(outcomes).hasSizeGreaterThan(matrix.writes().size() / 2);
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }
}
