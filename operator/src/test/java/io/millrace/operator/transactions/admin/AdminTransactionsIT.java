package io.millrace.operator.transactions.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.kafka.KafkaAdmin;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.admin.AdminTopics;
import io.millrace.operator.transactions.OpenTransaction;
import io.millrace.platform.shared.SharedPlatform;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminTransactionsIT {

    private final String bootstrapServers = SharedPlatform.get().kafka().bootstrapServers();
    private final KafkaAdmin admin = connect(bootstrapServers);
    private final AdminTransactions transactions = new AdminTransactions(admin, "main");
    private final String topic = "transactions-" + UUID.randomUUID();
    private final String prefix = "sp~" + UUID.randomUUID().toString().substring(0, 8) + "~";

    private static KafkaAdmin connect(String bootstrapServers) {
        return new KafkaAdmin(
                new OperatorConfig.Connection("main", bootstrapServers, Map.of(), Optional.empty()), Clock.systemUTC());
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    private KafkaProducer<String, String> producer(String id) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", id),
                new StringSerializer(),
                new StringSerializer());
    }

    private void open(KafkaProducer<String, String> producer) throws Exception {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "key", "value")).get();
    }

    private List<OpenTransaction> open() {
        return transactions
                .open(Set.of(prefix))
                .getOrDefault(prefix, Observed.absent())
                .value()
                .orElseThrow();
    }

    @Test
    void what_is_left_open_is_seen_and_ended_and_its_producer_is_locked_out() throws Exception {
        // given
        new AdminTopics(admin, "main").create(new WantedTopic(topic, 1, 1, Map.of(), WantedTopic.Purpose.DATA, ""));
        Instant before = Instant.now().minus(1, ChronoUnit.MINUTES);
        try (var dead = producer(prefix + "prod~0");
                var stranger = producer("other-" + prefix)) {
            open(dead);
            open(stranger);
            await().until(() -> open().size() == 1);
            OpenTransaction seen = open().get(0);
            // when
            transactions.fence(Set.of(seen.id()));
            // then
            assertThat(seen.id()).isEqualTo(prefix + "prod~0");
            assertThat(seen.startedAt()).isBetween(before, Instant.now().plus(1, ChronoUnit.MINUTES));
            await().until(() -> open().isEmpty());
            assertThatExceptionOfType(ProducerFencedException.class).isThrownBy(dead::commitTransaction);
            stranger.commitTransaction();
        }
    }

    @Test
    void while_kafka_is_away_nothing_is_known() {
        // given
        try (KafkaAdmin nowhere = connect("127.0.0.1:1")) {
            // when
            var answer = new AdminTransactions(nowhere, "main").open(Set.of(prefix));
            // then
            assertThat(answer.getOrDefault(prefix, Observed.absent()).outage())
                    .hasValueSatisfying(outage -> assertThat(outage.reason()).isEqualTo(Reason.KAFKA_UNREACHABLE));
        }
    }
}
