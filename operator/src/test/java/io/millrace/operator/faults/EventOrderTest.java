package io.millrace.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.pipeline.Model;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Events come twice, late, in another order than things happened in, or not at all; a list that follows a 410 may be of
 * some versions ago. The loop takes an event for a reason to look and nothing more, so it comes to the same end.
 */
class EventOrderTest {

    private static final ConcurrentMap<Flow, Matrix> MATRICES = new ConcurrentHashMap<>();
    // How many versions the cache is behind, or that Flink goes on and no event comes.
    private static final int UNHEARD = -1;

    @Property(tries = 24)
    void whatever_the_order_of_events_it_comes_to_the_same_end(
            @ForAll("flows") Flow flow, @ForAll("disorders") List<Integer> disorder) {
        // given
        Matrix matrix = MATRICES.computeIfAbsent(flow, Matrix::new);
        // when
        // Each event may cost a turn.
        Trap nowhere = new Trap(Fault.NONE, 0, "", disorder.size());
        Outcome outcome =
                matrix.outcome(nowhere, "events in the order " + disorder, Between.NOTHING, new Disordered(disorder));
        // then
        assertThat(outcome.wrong()).as(outcome.toString()).isEmpty();
    }

    private record Disordered(List<Integer> events) implements Played.Disturbance {
        @Override
        public void of(Model model, Faults faults) {}

        @Override
        public void afterTheCause(Model model) {
            events.forEach(event -> {
                if (event == UNHEARD) {
                    model.unheard();
                } else {
                    model.late(event);
                }
            });
        }
    }

    @Provide
    Arbitrary<Flow> flows() {
        return Arbitraries.of(Flows.ALL);
    }

    @Provide
    Arbitrary<List<Integer>> disorders() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.just(UNHEARD)),
                        Tuple.of(3, Arbitraries.just(0)),
                        Tuple.of(2, Arbitraries.integers().between(1, 12)))
                .list()
                .ofMaxSize(30);
    }
}
