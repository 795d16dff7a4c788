package io.millrace.operator.ledger;

import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ledger topics in memory; each look reads them from the start. */
public final class InMemoryLedgers implements Ledgers {

    private final Map<String, List<byte[]>> topics = new HashMap<>();
    private boolean away;
    private boolean reading;
    private Set<LedgerTopic> followed = Set.of();

    /** What was asked for last. */
    public Set<LedgerTopic> followed() {
        return followed;
    }

    public void write(String topic, byte[] value) {
        topics.computeIfAbsent(topic, name -> new ArrayList<>()).add(value);
    }

    public void write(String topic, LedgerRow row) {
        write(topic, LedgerFormat.write(row));
    }

    public void setAway(boolean isAway) {
        this.away = isAway;
    }

    /** A reader that has just begun has not come to the end of anything. */
    public void setReading(boolean isReading) {
        this.reading = isReading;
    }

    @Override
    public Map<LedgerTopic, Observed<LedgerReading>> look(Set<LedgerTopic> wanted) {
        followed = Set.copyOf(wanted);
        Map<LedgerTopic, Observed<LedgerReading>> seen = new HashMap<>();
        wanted.forEach(topic -> seen.put(topic, look(topic)));
        return seen;
    }

    private Observed<LedgerReading> look(LedgerTopic topic) {
        if (away) {
            return Observed.unreachable(
                    new Outage(Reason.KAFKA_UNREACHABLE, "Kafka of connection default does not answer"));
        }
        if (reading) {
            return Observed.unreachable(Ledgers.UNREAD);
        }
        FollowedLedger ledger = new FollowedLedger(topic);
        topics.getOrDefault(topic.name(), List.of()).forEach(ledger::add);
        return ledger.reading();
    }
}
