package io.millrace.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every write of every flow is a place where the operator dies, hears nothing, or does it twice. */
class CrashMatrixTest {

    static Stream<Flow> flows() {
        return Flows.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void wherever_it_ends_the_next_one_brings_it_to_the_same_end(Flow flow) {
        // given
        Matrix matrix = new Matrix(flow);
        List<Call> writes = matrix.writes();
        // when
        List<Outcome> outcomes = matrix.withEvery(writes, call -> Fault.CRASHES, 1);
        // then
        assertThat(matrix.reference().violations()).isEmpty();
        assertThat(outcomes).hasSize(writes.size() * Fault.CRASHES.size()).isNotEmpty();
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }
}
