package io.millrace.operator.operations;

import io.millrace.operator.revisions.RevisionName;
import java.util.Optional;

/**
 * How what was there before is had again.
 *
 * @param to the revision that is started again
 * @param from the state it is started from; empty where its job was never stopped
 * @param repeats what readers will see again; empty where nobody has seen anything
 */
record GoingBack(RevisionName to, Optional<Origin> from, Optional<Repetition> repeats) {

    /** What it comes down to, for people. */
    String sentence() {
        return from.map(origin -> "revision " + to + " goes on from " + origin.sentence()
                        + repeats.map(again -> ", so " + again.sentence())
                                .orElse("; nothing of the failed revision was committed, so nothing is repeated"))
                .orElse("revision " + to + " runs on");
    }
}
