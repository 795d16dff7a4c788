package io.millrace.definition.state;

import io.millrace.definition.RunSettings.Slot;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * State that a job which takes over another's leaves behind. Flink is told of that for the whole job at once, and then
 * says nothing of what else it leaves: so it is known before, of each operator, that it may stay.
 *
 * @param sink whether it is the sink's: it stays with its pipeline, whose transactions it holds
 * @param unaccounted the uids of operators that nobody said may lose their state
 */
record Leftovers(boolean isAny, boolean sink, List<String> unaccounted) {

    static final Leftovers NONE = new Leftovers(false, false, List.of());

    /** @param judged the sources and steps of which it is known that they lose theirs */
    static Leftovers between(StateManifest before, String pipeline, StateManifest next, Set<String> judged) {
        Set<String> claimed = next.withState();
        Set<String> sinks = Set.of(OperatorUids.sink(pipeline, Slot.PROD), OperatorUids.committer(pipeline, Slot.PROD));
        List<StateManifest.Operator> left = before.operators().stream()
                .filter(operator -> !operator.states().isEmpty())
                .filter(operator -> !claimed.contains(operator.uid()))
                .toList();
        Stream<StateManifest.Operator> unaccounted = left.stream()
                .filter(operator -> !sinks.contains(operator.uid()))
                .filter(operator -> judged.stream().noneMatch(operator::isOf));
        return new Leftovers(
                !left.isEmpty(),
                left.stream().anyMatch(operator -> sinks.contains(operator.uid())),
                unaccounted.map(StateManifest.Operator::uid).toList());
    }
}
