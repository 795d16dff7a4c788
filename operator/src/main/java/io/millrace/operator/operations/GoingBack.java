package io.millrace.operator.operations;

import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.Optional;

/**
 * How what was there before is had again.
 *
 * @param to the revision that is started again
 * @param from the state it is started from; empty where its job was never stopped
 * @param repeats what readers will see again; empty where nothing was committed
 * @param atLeastOnce whether readers may have seen what was not committed
 */
record GoingBack(RevisionName to, Optional<Origin> from, Optional<Repetition> repeats, boolean atLeastOnce) {

    /** Where the revision before was stopped for this operation; empty where there is nothing to go back to. */
    static Optional<Origin> cut(Stored stored, Operation operation) {
        return switch (operation.type()) {
            case UPGRADE -> operation.origin().filter(Origin::isSavepoint);
            // It was started from elsewhere; the cut is what the job before was stopped at.
            case RESTORE ->
                stored.lastStop()
                        .filter(stop -> !Instant.parse(stop.takenAt()).isBefore(operation.startedAt()))
                        .map(Origin::of);
            default -> Optional.empty();
        };
    }

    /** What it comes down to, for people. */
    String sentence() {
        return from.map(origin -> "revision " + to + " goes on from " + origin.sentence()
                        + repeats.map(again -> ", so " + again.sentence()).orElseGet(this::uncommitted))
                .orElse("revision " + to + " runs on");
    }

    private String uncommitted() {
        return "; nothing of the failed revision was committed"
                + (atLeastOnce
                        ? ", and what it may have written before is written again, as the delivery is at-least-once"
                        : ", so nothing is repeated");
    }
}
