package io.millrace.definition.state;

import io.millrace.definition.StepDefinition.Keyed;
import java.util.Optional;

/** Changes that mean the same at every step with state. */
final class KeyedChange {

    private KeyedChange() {}

    static Optional<Finding> key(Keyed before, Keyed after, String path) {
        if (StoredState.key(before).equals(StoredState.key(after))) {
            return Optional.empty();
        }
        return Optional.of(Finding.needsDrop(
                after.name(),
                path,
                "the key of '" + after.name() + "' was " + key(before) + " and is to be " + key(after)
                        + ", and what it keeps is found by the key only"));
    }

    private static String key(Keyed step) {
        return "(" + String.join(", ", StoredState.key(step)) + ")";
    }

    static Optional<Finding> from(Keyed before, Keyed after, String path) {
        return before.from().equals(after.from())
                ? Optional.empty()
                : Optional.of(new Finding(
                        after.name(),
                        Verdict.MIXED_UNTIL_CLOSED,
                        path,
                        "what it holds came from " + String.join(", ", before.from()) + WindowComparison.CLEAN));
    }
}
