package io.millrace.operator.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Keeps every state that a write leads from and to, and holds the invariants against each. */
public final class Recorder implements Faults.Witness {

    private final Supplier<State> look;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private State last;

    public Recorder(Supplier<State> look) {
        this.look = look;
        this.last = look.get();
    }

    @Override
    public void before(Call call) {
        if (call.write()) {
            record(Optional.empty());
        }
    }

    @Override
    public void after(Call call) {
        if (call.write()) {
            record(Optional.of(call));
        }
    }

    /** What has come since the last write. */
    public void finish() {
        record(Optional.empty());
    }

    private synchronized void record(Optional<Call> cause) {
        State now = look.get();
        Step step = new Step(last, cause, now);
        steps.add(step);
        violations.addAll(Invariants.brokenBy(step));
        last = now;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }

    public SortedMap<String, Integer> digest() {
        return Digest.of(steps);
    }
}
