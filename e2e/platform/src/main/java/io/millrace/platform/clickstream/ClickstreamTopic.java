package io.millrace.platform.clickstream;

import io.millrace.platform.KafkaAccess;
import io.millrace.platform.PlatformException;
import io.millrace.platform.RegistryAccess;
import io.millrace.platform.registry.RegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic that the shop writes: the pipeline reads it and does not own it, so it is made here. */
public final class ClickstreamTopic implements AutoCloseable {

    private final String topic;
    private final RegistryClient registry;
    private ClickEncoder encoder;
    private final Producer<byte[], byte[]> producer;

    private ClickstreamTopic(
            String topic, RegistryClient registry, ClickEncoder encoder, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.registry = registry;
        this.encoder = encoder;
        this.producer = producer;
    }

    /** Creates the topic, and registers the schema of its values in the subject that its name gives. */
    public static ClickstreamTopic create(
            String topic, int partitions, Path schemaFile, KafkaAccess kafka, RegistryAccess registry) {
        createTopic(new NewTopic(topic, partitions, (short) 1), kafka);
        return open(topic, schemaFile, kafka, registry);
    }

    /** One that is there. */
    public static ClickstreamTopic open(String topic, Path schemaFile, KafkaAccess kafka, RegistryAccess registry) {
        RegistryClient schemas = new RegistryClient(registry);
        return new ClickstreamTopic(topic, schemas, encoder(topic, schemaFile, schemas), producer(kafka));
    }

    /** Registers another version of the schema; from now on values are written with it. */
    public void useSchema(Path schemaFile) {
        encoder = encoder(topic, schemaFile, registry);
    }

    private static ClickEncoder encoder(String topic, Path schemaFile, RegistryClient registry) {
        Schema schema = read(schemaFile);
        return new ClickEncoder(schema, registry.register(topic + "-value", schema));
    }

    private static void createTopic(NewTopic topic, KafkaAccess kafka) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new PlatformException("Cannot create the topic " + topic.name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while creating the topic " + topic.name(), e);
        }
    }

    private static Schema read(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new PlatformException("Cannot read " + file, e);
        }
    }

    private static Producer<byte[], byte[]> producer(KafkaAccess kafka) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes the records in their order; returns when the broker has them. */
    public void write(List<Click> clicks) {
        List<Future<RecordMetadata>> sent = clicks.stream()
                .map(click ->
                        producer.send(new ProducerRecord<>(topic, click.partition(), null, encoder.encode(click))))
                .toList();
        producer.flush();
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new PlatformException("The broker refuses a record of " + topic + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while writing " + topic, e);
        }
    }

    /** The value that a click is written as. */
    public ByteBuffer valueOf(Click click) {
        return ByteBuffer.wrap(Objects.requireNonNull(encoder.encode(click), "a click without a value"));
    }

    @Override
    public void close() {
        producer.close();
    }
}
