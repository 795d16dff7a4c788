package io.millrace.operator.ledger.consumer;

import io.millrace.operator.ledger.FollowedLedger;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.ledger.LedgerTopic;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.result.Observed;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One consumer and the ledgers that it follows, each from its beginning. Used by one thread. */
final class Following {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    private static final Duration WAIT_FOR_RECORDS = Duration.ofMillis(500);
    private static final Duration WAIT_FOR_ANSWER = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, FollowedLedger> ledgers = new HashMap<>();
    // Before that, what was read is history.
    private final Set<TopicPartition> readToTheEnd = new HashSet<>();

    Following(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    void follow(Set<LedgerTopic> wanted) {
        Set<LedgerTopic> followed =
                ledgers.values().stream().map(FollowedLedger::topic).collect(Collectors.toSet());
        if (followed.equals(wanted)) {
            return;
        }
        ledgers.values().removeIf(ledger -> !wanted.contains(ledger.topic()));
        Set<TopicPartition> added = new HashSet<>();
        wanted.stream().filter(topic -> !followed.contains(topic)).forEach(topic -> {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            ledgers.put(partition, new FollowedLedger(topic));
            added.add(partition);
        });
        readToTheEnd.retainAll(ledgers.keySet());
        readToTheEnd.removeAll(added);
        consumer.assign(ledgers.keySet());
        if (!added.isEmpty()) {
            consumer.seekToBeginning(added);
        }
    }

    /** @return whether something came */
    boolean read() {
        var records = consumer.poll(WAIT_FOR_RECORDS);
        records.forEach(this::add);
        ledgers.keySet().stream()
                .filter(partition -> !readToTheEnd.contains(partition))
                .filter(partition -> consumer.currentLag(partition).orElse(1) == 0)
                .forEach(readToTheEnd::add);
        return !records.isEmpty();
    }

    private void add(ConsumerRecord<byte[], byte[]> written) {
        FollowedLedger ledger = ledgers.get(new TopicPartition(written.topic(), written.partition()));
        if (ledger == null || ledger.add(written.value())) {
            return;
        }
        // Whoever writes one of them may write many; the others are only counted.
        if (ledger.skipped() == 1) {
            LOG.warn("{} at offset {} is no row of a ledger and is skipped", written.topic(), written.offset());
        }
    }

    /** Asks the brokers something, so that their silence is heard; throws what the client throws. */
    void knock() {
        consumer.endOffsets(ledgers.keySet(), WAIT_FOR_ANSWER);
    }

    Map<LedgerTopic, Observed<LedgerReading>> readings() {
        Map<LedgerTopic, Observed<LedgerReading>> readings = new HashMap<>();
        ledgers.forEach((partition, ledger) -> readings.put(
                ledger.topic(),
                readToTheEnd.contains(partition) ? ledger.reading() : Observed.unreachable(Ledgers.UNREAD)));
        return readings;
    }
}
