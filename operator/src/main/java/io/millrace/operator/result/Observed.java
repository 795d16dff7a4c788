package io.millrace.operator.result;

import java.util.Optional;
import java.util.function.Function;

/** What a look at an outside system gave. Only the last answer means that nothing is known. */
public sealed interface Observed<T> {

    record Found<T>(T seen) implements Observed<T> {}

    record Absent<T>() implements Observed<T> {}

    record Unreachable<T>(Outage why) implements Observed<T> {}

    static <T> Observed<T> found(T value) {
        return new Found<>(value);
    }

    static <T> Observed<T> absent() {
        return new Absent<>();
    }

    static <T> Observed<T> unreachable(Outage outage) {
        return new Unreachable<>(outage);
    }

    /** The value, if there is one; absent and unreachable are the same here, so ask for the outage first. */
    default Optional<T> value() {
        return this instanceof Found<T> found ? Optional.of(found.seen()) : Optional.empty();
    }

    default Optional<Outage> outage() {
        return this instanceof Unreachable<T> unreachable ? Optional.of(unreachable.why()) : Optional.empty();
    }

    default boolean isAbsent() {
        return this instanceof Absent;
    }

    default <R> Observed<R> map(Function<T, R> change) {
        return flatMap(value -> found(change.apply(value)));
    }

    default <R> Observed<R> flatMap(Function<T, Observed<R>> change) {
        if (this instanceof Found<T> found) {
            return change.apply(found.seen());
        }
        return outage().<Observed<R>>map(Observed::unreachable).orElseGet(Observed::absent);
    }
}
