package io.millrace.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls are answered with something else. */
class AnswersTest {

    static Stream<Flow> flows() {
        return Flows.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void whatever_a_write_is_answered_with_it_comes_to_the_same_end(Flow flow) {
        // given
        Matrix matrix = new Matrix(flow);
        // when
        List<Outcome> outcomes = matrix.withEvery(matrix.writes(), Fault::answersOf, 1);
        // then
        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(matrix.writes().size());
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }

    /** To the loop a look that fails has failed, by whatever code. */
    @ParameterizedTest
    @MethodSource("flows")
    void any_call_that_is_not_answered_for_long_ends_the_same_when_it_is(Flow flow) {
        // given
        Matrix matrix = new Matrix(flow);
        List<Call> calls = matrix.situations();
        // when
        List<Outcome> outcomes = matrix.withEvery(calls, call -> List.of(Fault.TIMEOUT), 3);
        // then
        assertThat(outcomes).hasSameSizeAs(calls);
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }
}
