package io.millrace.operator;

import io.javaoperatorsdk.operator.Operator;
import io.millrace.operator.leadership.Leadership;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What this process does: it stands by until it leads, and then watches pipelines until it ends. */
final class Duty {

    private final Leadership leadership;
    private volatile Optional<Work> work = Optional.empty();

    private record Work(Operator operator, BooleanSupplier pulse) {}

    Duty(Leadership leadership) {
        this.leadership = leadership;
    }

    void begin(Operator operator, BooleanSupplier pulse) {
        operator.start();
        work = Optional.of(new Work(operator, pulse));
    }

    boolean isAlive() {
        return leadership.isAlive()
                && work.map(begun -> begun.pulse().getAsBoolean()).orElse(true);
    }

    // Ready to act: the watches are there and in step. Ready to stand by: somebody else is seen to lead.
    boolean isReady() {
        if (!leadership.isInOrder()) {
            return false;
        }
        return work.map(begun -> isReady(begun.operator())).orElseGet(() -> !leadership.isHeld());
    }

    private static boolean isReady(Operator operator) {
        var runtime = operator.getRuntimeInfo();
        return runtime.isStarted() && runtime.allEventSourcesAreHealthy();
    }

    // The lease goes last: while something is still being done, no other one may begin.
    void end() {
        work.map(Work::operator).ifPresent(Operator::stop);
        leadership.resign();
    }
}
