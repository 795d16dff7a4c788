package io.millrace.compiler;

import io.millrace.compiler.expressions.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * What a source or step gives.
 *
 * @param scope empty when a mistake further up left it unknown; what depends on it is then not judged, as one mistake is
 *     to be reported once
 * @param untimed sources whose records arrive here without an event time
 * @param updates windows whose results arrive here more than once
 */
record Stream(Optional<Scope> scope, Set<String> untimed, Set<Updates> updates) {

    static Stream unknown() {
        return new Stream(Optional.empty(), Set.of(), Set.of());
    }

    Stream with(Scope other) {
        return new Stream(Optional.of(other), untimed, updates);
    }

    /** Refuses what would stand at {@code place} but cannot work on these rows: it needs event times, and every row once. */
    void requireForState(Place place) {
        for (String source : untimed) {
            place.refuse("needs the event time, and source '" + source + "' has none; give it eventTime");
        }
        for (Updates window : updates) {
            place.refuse("takes every row for a new one, but window '" + window.step()
                    + "' gives results again while its allowedLateness lasts; take it away there");
        }
    }
}
