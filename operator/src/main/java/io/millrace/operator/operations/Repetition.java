package io.millrace.operator.operations;

import java.util.Optional;

/**
 * What readers see twice when a revision goes on from before what another one has written.
 *
 * @param consumed records that the other one has read since, as its ledger says; empty where that says nothing of it
 */
record Repetition(Optional<Long> consumed) {

    // What it did after the last checkpoint whose rows were read is in no book yet.
    String sentence() {
        return "what was written since then is written again: "
                + consumed.filter(records -> records > 0)
                        .map(records -> "at least " + records + " records are read again")
                        .orElse("how many records are read again is not known, as the ledger does not tell");
    }
}
