package io.millrace.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of every flow, reads too, is answered with something else, once and several times in a row. */
class AnswersTest {

    static Stream<Flow> flows() {
        return Flows.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void whatever_a_call_is_answered_with_it_comes_to_the_same_end(Flow flow) {
        // given
        Matrix matrix = new Matrix(flow);
        // when
        List<Outcome> outcomes = matrix.withEvery(matrix.reference().calls(), Fault::answersOf, 1);
        // then
        assertThat(outcomes).hasSizeGreaterThan(matrix.reference().calls().size());
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void a_call_that_is_not_answered_for_long_ends_the_same_when_it_is(Flow flow) {
        // given
        Matrix matrix = new Matrix(flow);
        // when
        List<Outcome> outcomes = matrix.withEvery(matrix.reference().calls(), call -> List.of(Fault.TIMEOUT), 5);
        // then
        assertThat(outcomes).hasSameSizeAs(matrix.reference().calls());
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }
}
