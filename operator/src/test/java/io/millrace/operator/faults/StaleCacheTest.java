package io.millrace.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator is killed after each write, and the next one begins with a list from before some of the last writes. */
class StaleCacheTest {

    // The next two turns of the new operator.
    private static final int TURNS = 2;

    static Stream<Flow> flows() {
        return Flows.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void an_operator_that_begins_with_an_old_list_does_nothing_twice(Flow flow) {
        // given
        Matrix matrix = new Matrix(flow);
        // when
        List<Outcome> outcomes = matrix.writes().stream()
                .flatMap(write -> IntStream.of(1, 2, 3, 5, 8, 13).mapToObj(back -> stale(matrix, write, back)))
                .parallel()
                .toList();
        // then
        assertThat(outcomes).isNotEmpty();
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }

    private static Outcome stale(Matrix matrix, Call write, int back) {
        Trap trap = Trap.at(write, Fault.KILLED_AFTER, 1);
        return matrix.outcome(trap, "killed after it, then a list " + back + " versions old", (model, faults) -> {
            faults.plan(trap.plan());
            faults.watch(new Meanwhile(write.number(), () -> model.serveStale(model.versions() - back, TURNS)));
        });
    }
}
