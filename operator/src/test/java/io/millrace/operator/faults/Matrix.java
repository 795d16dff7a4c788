package io.millrace.operator.faults;

import io.millrace.operator.pipeline.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;

/** Plays a flow once undisturbed, and then again with a fault at each call, in memory. */
final class Matrix {

    // What one fault may cost in calls besides those of the undisturbed run: a few more turns that look at everything.
    private static final int CALLS_PER_FAULT = 60;

    private final Flow flow;
    private final Between inFront;
    private final Played reference;

    /** One run of the flow. */
    private record Played(
            List<Call> calls,
            int hits,
            List<String> ending,
            SortedMap<String, Integer> digest,
            List<String> violations) {}

    Matrix(Flow flow) {
        this(flow, Between.NOTHING);
    }

    /** @param inFront something that is wrong in the operator itself */
    Matrix(Flow flow, Between inFront) {
        this.flow = flow;
        this.inFront = inFront;
        this.reference = play(Trap.NONE);
    }

    List<Call> calls() {
        return reference.calls();
    }

    List<Call> writes() {
        return reference.calls().stream().filter(Call::write).toList();
    }

    /** What was wrong although nothing went wrong. */
    List<String> violations() {
        return reference.violations();
    }

    SortedMap<String, Integer> digest() {
        return reference.digest();
    }

    List<Outcome> withEvery(List<Call> calls, Function<Call, List<Fault>> faults, int times) {
        return calls.stream()
                .flatMap(call -> faults.apply(call).stream().map(fault -> Trap.at(call, fault, times)))
                .parallel()
                .map(this::with)
                .toList();
    }

    Outcome with(Trap trap) {
        List<String> wrong = new ArrayList<>();
        try {
            compare(play(trap), trap, wrong);
        } catch (AssertionError | RuntimeException e) {
            wrong.add(String.valueOf(e));
        }
        String times = trap.times() > 1 ? ", " + trap.times() + " times" : "";
        return new Outcome(flow.name(), trap.number(), trap.name(), trap.fault() + times, wrong);
    }

    private void compare(Played played, Trap trap, List<String> wrong) {
        wrong.addAll(played.violations());
        if (played.hits() == 0) {
            wrong.add("the fault was never met");
        }
        difference("end", reference.ending(), played.ending(), wrong);
        difference(
                "counts",
                List.of(reference.digest().toString()),
                List.of(played.digest().toString()),
                wrong);
        int bound = reference.calls().size() + trap.times() * CALLS_PER_FAULT;
        if (played.calls().size() > bound) {
            wrong.add(played.calls().size() + " calls instead of "
                    + reference.calls().size());
        }
    }

    private static void difference(String what, List<String> expected, List<String> actual, List<String> wrong) {
        expected.stream().filter(line -> !actual.contains(line)).forEach(line -> wrong.add(what + " lacks: " + line));
        actual.stream().filter(line -> !expected.contains(line)).forEach(line -> wrong.add(what + " has: " + line));
    }

    private Played play(Trap trap) {
        Faults faults = new Faults();
        Model model = new Model(inFront.before(faults));
        flow.before().accept(model);
        Recorder recorder = new Recorder(model::state);
        faults.arm(trap, recorder);
        flow.cause().accept(model);
        model.settle();
        recorder.finish();
        List<String> violations = new ArrayList<>(recorder.violations());
        violations.addAll(model.hotTurns());
        violations.addAll(Ending.wrongTopicIds(model.state()));
        return new Played(
                faults.calls(),
                faults.hits(),
                Ending.of(model.state()),
                Objects.requireNonNull(recorder.digest()),
                violations.stream().distinct().toList());
    }
}
