package io.millrace.operator.canary.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.differences.Difference;
import io.millrace.operator.canary.Differences;
import io.millrace.operator.canary.DifferencesContract;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.platform.shared.SharedPlatform;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaDifferencesIT extends DifferencesContract {

    private final String bootstrapServers = SharedPlatform.get().kafka().bootstrapServers();
    private final Differences differences = connect(bootstrapServers);

    private static Differences connect(String bootstrapServers) {
        return new KafkaDifferences(
                new OperatorConfig.Connection("main", bootstrapServers, Map.of(), Optional.empty()), Clock.systemUTC());
    }

    @Override
    protected Differences differences() {
        return differences;
    }

    @Override
    protected String freshTopic() {
        String name = "differences-contract-" + UUID.randomUUID();
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
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "differences-" + UUID.randomUUID());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, value)).get();
            end.accept(producer);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_was_written_in_vain_is_no_difference() {
        // given
        String topic = freshTopic();
        inTransaction(topic, written(1), KafkaProducer::abortTransaction);
        write(topic, written(2));

        // when
        Observed<List<Difference>> first = first(topic, 1);

        // then
        assertThat(first).isEqualTo(Observed.found(List.of(missing(2))));
    }

    @Test
    void a_topic_that_is_refused_keeps_no_other_from_being_read() {
        // given
        String refused = "no topic can have this name!";
        String topic = freshTopic();
        write(topic, written(1));

        // when
        Map<String, Observed<List<Difference>>> first = differences.first(Map.of(refused, 1, topic, 1));

        // then
        assertThat(first)
                .isEqualTo(Map.of(
                        refused,
                        Observed.unreachable(new Outage(
                                Reason.KAFKA_REFUSED, "topic " + refused + ": Invalid topics: [" + refused + "]")),
                        topic,
                        Observed.found(List.of(missing(1)))));
    }

    @Test
    void brokers_that_do_not_answer_are_unreachable() {
        // when
        Map<String, Observed<List<Difference>>> first = connect("127.0.0.1:1").first(Map.of("one", 1, "other", 1));

        // then
        Outage away =
                new Outage(Reason.KAFKA_UNREACHABLE, "Kafka of connection main does not answer (TimeoutException)");
        assertThat(first).isEqualTo(Map.of("one", Observed.unreachable(away), "other", Observed.unreachable(away)));
    }
}
