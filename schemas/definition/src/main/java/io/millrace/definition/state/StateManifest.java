package io.millrace.definition.state;

import static io.millrace.definition.state.StoredState.keyed;
import static io.millrace.definition.state.StoredState.list;
import static io.millrace.definition.state.StoredState.timers;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All operators of a pipeline's job that have a uid, with the state that each keeps under it.
 *
 * @param maxParallelism by which keyed state is laid out
 */
public record StateManifest(int maxParallelism, List<Operator> operators) {

    /**
     * An operator.
     *
     * @param owner the source or step that it is there for, as a sentence names it
     * @param states none where it keeps nothing
     */
    public record Operator(String uid, String owner, List<StoredState> states) {
        public Operator {
            states = List.copyOf(states);
        }

        /** Whether it stands there for this source or step. */
        boolean isOf(String subject) {
            return owner.equals(source(subject)) || owner.equals(step(subject));
        }

        private static String source(String name) {
            return "source '" + name + "'";
        }

        private static String step(String name) {
            return "step '" + name + "'";
        }
    }

    public StateManifest {
        operators = List.copyOf(operators);
    }

    public static StateManifest of(PipelineDefinition definition, String pipeline, Slot slot, int maxParallelism) {
        List<Operator> operators = new ArrayList<>();
        for (SourceDefinition source : definition.sources()) {
            String owner = Operator.source(source.name());
            operators.add(new Operator(source.uid(), owner, List.of(list(StateNames.SOURCE_READER, "offsets"))));
            operators.add(new Operator(OperatorUids.after(source.name()), owner, List.of(books())));
        }
        for (StepDefinition step : definition.steps()) {
            if (step instanceof Keyed keyed) {
                operators.addAll(of(keyed));
            }
        }
        operators.add(new Operator(
                OperatorUids.EPOCH, "the sink", List.of(books(), list(StateNames.EPOCH, "the last checkpoint"))));
        operators.add(new Operator(
                OperatorUids.sink(pipeline, slot),
                "the sink",
                List.of(list(StateNames.SINK_WRITER, "transaction prefix"))));
        operators.add(new Operator(
                OperatorUids.committer(pipeline, slot),
                "the sink",
                List.of(list(StateNames.SINK_COMMITTER, "transactions"))));
        return new StateManifest(maxParallelism, operators);
    }

    private static List<Operator> of(Keyed step) {
        String owner = Operator.step(step.name());
        return List.of(
                new Operator(
                        OperatorUids.watermark(step.uid()),
                        owner,
                        List.of(books(), list(StateNames.WATERMARK, "key groups and watermark"))),
                new Operator(
                        step.uid(),
                        owner,
                        step instanceof Window window ? statesOf(window) : statesOf((Deduplicate) step)),
                new Operator(OperatorUids.late(step.uid()), owner, List.of()),
                new Operator(OperatorUids.after(step.name()), owner, List.of(books())));
    }

    private static List<StoredState> statesOf(Window window) {
        List<StoredState> states = new ArrayList<>();
        states.add(keyed(
                StateNames.WINDOW_CONTENTS,
                window,
                RunningValue.of(window).stream().map(RunningValue::toString).collect(Collectors.joining(", "))));
        if (window.allowedLatenessMillis() > 0) {
            states.add(keyed(StateNames.TOLD, window, "BIGINT"));
        }
        states.add(timers(StateNames.WINDOW_TIMERS, window));
        return states;
    }

    private static List<StoredState> statesOf(Deduplicate step) {
        return List.of(books(), keyed(StateNames.PASSED, step, "event times"), timers(StateNames.FORGET, step));
    }

    private static StoredState books() {
        return list(StateNames.BOOKS, "counters");
    }

    /** The uids under which something is kept. */
    Set<String> withState() {
        return operators.stream()
                .filter(operator -> !operator.states().isEmpty())
                .map(Operator::uid)
                .collect(Collectors.toSet());
    }
}
