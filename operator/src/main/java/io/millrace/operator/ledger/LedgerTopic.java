package io.millrace.operator.ledger;

import io.millrace.definition.RunSettings.Slot;
import java.time.Instant;

/**
 * Where the books of one job are.
 *
 * @param since when the pipeline, or its candidate, was made: rows that are older were written for a former one of its
 *     name, as the topic stays when a pipeline is deleted
 */
public record LedgerTopic(String name, Instant since, Slot slot) {

    /** The live job's. */
    public LedgerTopic(String name, Instant since) {
        this(name, since, Slot.PROD);
    }
}
