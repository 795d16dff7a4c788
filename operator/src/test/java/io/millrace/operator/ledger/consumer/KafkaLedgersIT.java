package io.millrace.operator.ledger.consumer;

import static io.millrace.operator.ledger.Rows.consumed;
import static io.millrace.operator.ledger.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.ledger.LedgerTopic;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.ledger.LedgersContract;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.platform.shared.SharedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaLedgersIT extends LedgersContract {

    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private final String bootstrapServers = SharedPlatform.get().kafka().bootstrapServers();
    private final KafkaLedgers ledgers = start(bootstrapServers);

    private static KafkaLedgers start(String bootstrapServers) {
        return KafkaLedgers.start(
                new OperatorConfig.Connection("main", bootstrapServers, Map.of(), Optional.empty()), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        ledgers.close();
    }

    @Override
    protected Ledgers ledgers() {
        return ledgers;
    }

    @Override
    protected String freshTopic() {
        String name = "ledger-contract-" + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    @Override
    protected void write(String topic, byte[] value) {
        inTransaction(topic, value, KafkaProducer::commitTransaction);
    }

    private void inTransaction(String topic, byte[] value, Consumer<KafkaProducer<byte[], byte[]>> end) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "ledger-" + UUID.randomUUID());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, value)).get();
            end.accept(producer);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Observed<LedgerReading> look(Ledgers some, LedgerTopic topic) {
        return some.look(Set.of(topic)).getOrDefault(topic, Observed.absent());
    }

    @Test
    void rows_of_a_transaction_that_was_aborted_do_not_count() {
        // given
        LedgerTopic topic = new LedgerTopic(freshTopic(), Instant.EPOCH);
        inTransaction(
                topic.name(), LedgerFormat.write(row("1-aaaaaaaa", 1, consumed(1))), KafkaProducer::abortTransaction);
        // when
        write(topic.name(), LedgerFormat.write(row("1-aaaaaaaa", 2, consumed(2))));
        inTransaction(
                topic.name(), LedgerFormat.write(row("1-aaaaaaaa", 3, consumed(3))), KafkaProducer::abortTransaction);
        // then
        LedgerReading reading = await().atMost(AT_MOST)
                .until(() -> look(ledgers, topic).value(), Optional::isPresent)
                .orElseThrow();
        assertThat(reading.sum().checkpoint()).isEqualTo(2);
        assertThat(reading.skipped()).isZero();
    }

    @Test
    void a_topic_that_is_not_there_keeps_no_other_from_being_read() {
        // given
        LedgerTopic nowhere = new LedgerTopic("ledger-nowhere-" + UUID.randomUUID(), Instant.EPOCH);
        LedgerTopic there = new LedgerTopic(freshTopic(), Instant.EPOCH);
        write(there.name(), LedgerFormat.write(row("1-aaaaaaaa", 1, consumed(1))));
        // when
        var seen = await().atMost(AT_MOST)
                .until(
                        () -> ledgers.look(Set.of(nowhere, there)),
                        answer -> answer.get(there) instanceof Observed.Found);
        // then
        assertThat(seen).containsEntry(nowhere, Observed.unreachable(Ledgers.UNREAD));
    }

    @Test
    void brokers_that_do_not_answer_are_unreachable() {
        // given
        LedgerTopic topic = new LedgerTopic("any", Instant.EPOCH);
        try (KafkaLedgers away = start("127.0.0.1:1")) {
            // when
            Optional<Outage> outage = await().atMost(AT_MOST)
                    .until(
                            () -> look(away, topic).outage(),
                            seen -> seen.isPresent() && !seen.get().equals(Ledgers.UNREAD));
            // then
            assertThat(outage)
                    .contains(new Outage(
                            Reason.KAFKA_UNREACHABLE, "Kafka of connection main does not answer (TimeoutException)"));
        }
    }
}
