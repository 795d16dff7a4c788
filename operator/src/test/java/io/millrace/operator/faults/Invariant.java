package io.millrace.operator.faults;

import java.util.Optional;
import java.util.function.Function;

/**
 * What holds in every recorded state, whatever goes wrong.
 *
 * @param broken how a step breaks it, if it does
 */
record Invariant(String name, String sentence, Function<Step, Optional<String>> broken) {

    Optional<String> brokenBy(Step step) {
        return broken.apply(step)
                .map(how -> name + " (" + sentence + "): " + how + " at "
                        + step.cause().map(Call::name).orElse("a step of Flink's"));
    }
}
