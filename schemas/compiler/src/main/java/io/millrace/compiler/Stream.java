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
 */
record Stream(Optional<Scope> scope, Set<String> untimed) {

    static Stream unknown() {
        return new Stream(Optional.empty(), Set.of());
    }

    Stream with(Scope other) {
        return new Stream(Optional.of(other), untimed);
    }
}
