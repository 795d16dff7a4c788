package io.millrace.compiler.result;

import java.util.function.Function;

/** The result of a check: a value, or the sentence that says why there is none. */
public sealed interface Checked<T> {

    <R> R fold(Function<T, R> good, Function<String, R> refused);

    record Good<T>(T value) implements Checked<T> {
        @Override
        public <R> R fold(Function<T, R> good, Function<String, R> refused) {
            return good.apply(value);
        }
    }

    record Refused<T>(String sentence) implements Checked<T> {
        @Override
        public <R> R fold(Function<T, R> good, Function<String, R> refused) {
            return refused.apply(sentence);
        }
    }
}
