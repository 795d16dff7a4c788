package io.millrace.operator.ledger;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ledgers of one Kafka cluster. */
public interface Ledgers {

    /** Of one that has not been read to its end, or ends amid the rows of its first checkpoint. */
    Outage UNREAD = new Outage(
            Reason.LEDGER_PENDING, "the ledger's topic is missing, or was not read to the end of a checkpoint yet");

    /** Whether it will be known in a moment. */
    static boolean isUnread(Observed<?> ledger) {
        return ledger.outage().equals(Optional.of(UNREAD));
    }

    /** What there is to say of it: an operator that has just begun to read has nothing to complain of. */
    static Observed<LedgerReading> soFar(Observed<LedgerReading> ledger) {
        return isUnread(ledger) ? Observed.absent() : ledger;
    }

    /**
     * What is known of these topics, every one of which is in the answer; from now on these are read and no others. Does
     * not wait: one that has not been read to its end yet, or has rows of no complete checkpoint, is {@link #UNREAD}; one
     * without any row is absent.
     */
    Map<LedgerTopic, Observed<LedgerReading>> look(Set<LedgerTopic> topics);
}
