package io.millrace.lab;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.platform.Checkout;
import io.millrace.platform.KafkaAccess;
import io.millrace.platform.consume.TopicReader;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** A real broker, and what the lab asks it. */
final class Broker implements AutoCloseable {

    static final int PARTITIONS = 2;

    private final LocalPlatform platform = new LocalPlatform(
            MillraceHome.of(System.getenv()), System.getenv(), Checkout.containing(Path.of("")), "lab");
    private final Admin admin =
            Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, access().bootstrapServers()));

    KafkaAccess access() {
        return platform.kafka();
    }

    void create(Collection<String> topics) throws ExecutionException, InterruptedException {
        admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                        .toList())
                .all()
                .get();
    }

    /** How many records of a source the live job has booked. */
    long booked(String ledgerTopic, String source) {
        Ledger ledger = new Ledger(Slot.PROD);
        new TopicReader(access()).all(ledgerTopic).forEach(row -> ledger.add(LedgerFormat.readRow(row.value())));
        return ledger.latest()
                .map(sum -> sum.total().place(source).of(Account.IN))
                .orElse(0L);
    }

    /** Whether no transaction is in the way of who reads with read_committed. */
    boolean isSettled(String topic) throws ExecutionException, InterruptedException {
        return ends(topic, IsolationLevel.READ_COMMITTED).equals(ends(topic, IsolationLevel.READ_UNCOMMITTED));
    }

    private Map<TopicPartition, Long> ends(String topic, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** How often each value stands there for who reads with read_committed. */
    Map<String, Long> values(String topic) {
        return new TopicReader(access())
                .all(topic).stream()
                        .collect(Collectors.groupingBy(
                                record -> new String(record.value(), StandardCharsets.UTF_8), Collectors.counting()));
    }

    @Override
    public void close() {
        admin.close();
        platform.close();
    }
}
