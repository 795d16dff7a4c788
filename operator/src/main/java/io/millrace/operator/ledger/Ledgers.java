package io.millrace.operator.ledger;

import io.millrace.operator.result.Observed;
import java.util.Map;
import java.util.Set;

/** The ledgers of one Kafka cluster. */
public interface Ledgers {

    /**
     * What is known of these topics, every one of which is in the answer; from now on these are read and no others. Does
     * not wait: one that has not been read to its end yet, or in which no checkpoint is complete, is absent.
     */
    Map<LedgerTopic, Observed<LedgerReading>> look(Set<LedgerTopic> topics);
}
