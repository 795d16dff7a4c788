package io.millrace.operator.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Plays a flow once undisturbed, and then again with a fault at each call, in memory. */
final class Matrix {

    // What one fault may cost in calls besides those of the undisturbed run: a few more turns that look at everything,
    // which are 16 calls each where a candidate is being made.
    private static final int CALLS_PER_FAULT = 80;

    private final Flow flow;
    private final Supplier<Between> inFront;
    private final Played reference;

    Matrix(Flow flow) {
        this(flow, () -> Between.NOTHING);
    }

    /** @param inFront something that is wrong in the operator itself */
    Matrix(Flow flow, Supplier<Between> inFront) {
        this.flow = flow;
        this.inFront = inFront;
        this.reference = Played.of(flow, inFront.get(), Played.UNDISTURBED);
    }

    Played reference() {
        return reference;
    }

    List<Call> writes() {
        return reference.calls().stream().filter(Call::write).toList();
    }

    /** Every write, and of looks that say the same between two writes the first and the last. */
    List<Call> situations() {
        Set<Integer> numbers = new TreeSet<>();
        Map<String, Integer> last = new HashMap<>();
        for (Call call : reference.calls()) {
            if (call.write()) {
                numbers.addAll(last.values());
                last.clear();
            }
            if (call.write() || last.put(call.name(), call.number()) == null) {
                numbers.add(call.number());
            }
        }
        numbers.addAll(last.values());
        return reference.calls().stream()
                .filter(call -> numbers.contains(call.number()))
                .toList();
    }

    List<Outcome> withEvery(List<Call> calls, Function<Call, List<Fault>> faults, int times) {
        return calls.stream()
                .flatMap(call -> faults.apply(call).stream().map(fault -> Trap.at(call, fault, times)))
                .parallel()
                .map(trap -> outcome(
                        trap,
                        trap.fault() + (times > 1 ? ", " + times + " times" : ""),
                        (model, faulty) -> faulty.plan(trap.plan())))
                .toList();
    }

    /** What comes of one disturbance, described in {@code words}. */
    Outcome outcome(Trap where, String words, Played.Disturbance disturbance) {
        return outcome(where, words, inFront.get(), disturbance);
    }

    Outcome outcome(Trap where, String words, Between between, Played.Disturbance disturbance) {
        List<String> wrong = new ArrayList<>();
        try {
            Played played = Played.of(flow, between, disturbance);
            wrong.addAll(played.violations());
            if (where.fault() != Fault.NONE && played.hits() == 0) {
                wrong.add("the fault was never met");
            }
            compare(played, Math.max(1, where.times()), wrong);
        } catch (AssertionError | RuntimeException e) {
            wrong.add(String.valueOf(e));
        }
        return new Outcome(flow.name(), where.number(), where.name(), words, true, wrong);
    }

    private void compare(Played played, int times, List<String> wrong) {
        difference("end", reference.ending(), played.ending(), wrong);
        difference("counts", counts(reference.digest()), counts(played.digest()), wrong);
        int bound = reference.calls().size() + times * CALLS_PER_FAULT;
        if (played.calls().size() > bound) {
            wrong.add(played.calls().size() + " calls instead of "
                    + reference.calls().size());
        }
    }

    private static List<String> counts(SortedMap<String, Integer> digest) {
        return digest.entrySet().stream()
                .map(count -> count.getKey() + ": " + count.getValue())
                .toList();
    }

    private static void difference(String what, List<String> expected, List<String> actual, List<String> wrong) {
        expected.stream().filter(line -> !actual.contains(line)).forEach(line -> wrong.add(what + " lacks: " + line));
        actual.stream().filter(line -> !expected.contains(line)).forEach(line -> wrong.add(what + " has: " + line));
    }
}
