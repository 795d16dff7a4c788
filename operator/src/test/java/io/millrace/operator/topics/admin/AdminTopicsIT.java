package io.millrace.operator.topics.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.kafka.KafkaAdmin;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.topics.TopicsContract;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.platform.shared.SharedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminTopicsIT extends TopicsContract {

    private final String bootstrapServers = SharedPlatform.get().kafka().bootstrapServers();
    private final KafkaAdmin admin = connect(bootstrapServers);
    private final Topics topics = new AdminTopics(admin, "main");

    private static KafkaAdmin connect(String bootstrapServers) {
        return new KafkaAdmin(
                new OperatorConfig.Connection("main", bootstrapServers, Map.of(), Optional.empty()), Clock.systemUTC());
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    @Override
    protected Topics topics() {
        return topics;
    }

    @Override
    protected String freshName() {
        return "topics-contract-" + UUID.randomUUID();
    }

    @Override
    protected void commit(String group, String topic) {
        try {
            commit(group, Map.of(new TopicPartition(topic, 0), 0L));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Member join(String group, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "group.id", group);
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(topic));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
        });
        return consumer::close;
    }

    @Test
    void lag_is_what_lies_between_the_committed_offsets_and_the_end() throws ExecutionException, InterruptedException {
        // given
        String name = freshName();
        String group = "millrace." + name;
        topics.create(new WantedTopic(name, 2, 1, Map.of(), WantedTopic.Purpose.DATA, ""));
        produce(name, 0, 7);
        produce(name, 1, 5);
        commit(group, Map.of(new TopicPartition(name, 0), 2L, new TopicPartition(name, 1), 5L));
        // when
        Map<String, Observed<Long>> lag = topics.lag(Map.of(group, Set.of(name)));
        // then
        assertThat(lag).isEqualTo(Map.of(group, Observed.found(5L)));
    }

    @Test
    void offsets_of_other_topics_and_of_deleted_ones_do_not_count() throws ExecutionException, InterruptedException {
        // given
        String name = freshName();
        String former = freshName();
        String group = "millrace." + name;
        topics.create(new WantedTopic(name, 1, 1, Map.of(), WantedTopic.Purpose.DATA, ""));
        topics.create(new WantedTopic(former, 1, 1, Map.of(), WantedTopic.Purpose.DATA, ""));
        produce(name, 0, 3);
        produce(former, 0, 100);
        commit(group, Map.of(new TopicPartition(name, 0), 1L, new TopicPartition(former, 0), 1L));
        // when
        Map<String, Observed<Long>> lag = topics.lag(Map.of(group, Set.of(name)));
        // then
        assertThat(lag).isEqualTo(Map.of(group, Observed.found(2L)));
    }

    @Test
    void brokers_without_an_address_hold_nobody_up_but_who_asks_for_them() {
        // given
        try (KafkaAdmin nowhere = connect("kafka.invalid:9092")) {
            Topics away = new AdminTopics(nowhere, "main");
            // when
            var first = away.limits();
            var second = away.describe(List.of("any")).getOrDefault("any", Observed.absent());
            // then
            assertThat(first.outage()).hasValueSatisfying(outage -> {
                assertThat(outage.reason()).isEqualTo(Reason.KAFKA_UNREACHABLE);
                assertThat(outage.message()).contains("connection main", "no bootstrap server has an address");
            });
            assertThat(second.outage()).isEqualTo(first.outage());
        }
    }

    @Test
    void brokers_that_do_not_answer_are_unreachable_and_said_so_in_the_same_words_each_time() {
        // given
        try (KafkaAdmin nowhere = connect("127.0.0.1:1")) {
            Topics away = new AdminTopics(nowhere, "main");
            // when
            var first = away.describe(List.of("any")).get("any");
            var second = away.describe(List.of("any")).get("any");
            // then
            assertThat(first).isInstanceOf(Observed.Unreachable.class).isEqualTo(second);
            assertThat(away.limits()).isInstanceOf(Observed.Unreachable.class);
            Assertions.assertThatExceptionOfType(SystemException.class)
                    .isThrownBy(() -> away.addPartitions("any", 2))
                    .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.KAFKA_UNREACHABLE))
                    .satisfies(failure -> assertThat(failure.isAway()).isTrue());
        }
    }

    @Test
    void what_is_told_of_the_brokers_holds_for_a_topic_that_says_nothing_itself()
            throws ExecutionException, InterruptedException {
        // given
        String name = freshName();
        topics.create(new WantedTopic(name, 1, 1, Map.of(), WantedTopic.Purpose.DATA, ""));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> topics.describe(List.of(name)).get(name) instanceof Observed.Found);
        // when
        Map<String, String> defaults = topics.limits().value().orElseThrow().topicDefaults();
        // then
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config config = Objects.requireNonNull(
                admin.get().describeConfigs(List.of(topic)).all().get().get(topic));
        assertThat(defaults)
                .containsKeys("message.timestamp.before.max.ms", "message.timestamp.after.max.ms")
                .allSatisfy((key, value) -> assertThat(config.get(key).value()).isEqualTo(value));
    }

    private void produce(String topic, int partition, int records) throws ExecutionException, InterruptedException {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> topics.describe(List.of(topic)).get(topic) instanceof Observed.Found);
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, partition, "key", "value"))
                        .get();
            }
        }
    }

    private void commit(String group, Map<TopicPartition, Long> offsets)
            throws ExecutionException, InterruptedException {
        admin.get()
                .alterConsumerGroupOffsets(
                        group,
                        offsets.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue()))))
                .all()
                .get();
    }
}
