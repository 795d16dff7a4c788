package io.millrace.operator.kafka;

import io.millrace.operator.config.OperatorConfig;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes consumers of a connection: without a group, as nothing is committed and every operator reads everything. */
public final class Consumers {

    private static final int REQUEST_MILLIS = 5_000;
    private static final int CALL_MILLIS = 10_000;
    // What a broker may send at once; it is also the most that waits in memory.
    private static final int FETCH_BYTES = 4 * 1024 * 1024;

    private Consumers() {}

    /**
     * @param what is read, as the brokers' logs name the client
     * @throws io.millrace.operator.result.SystemException while it cannot be made
     */
    public static Consumer<byte[], byte[]> connect(OperatorConfig.Connection connection, String what) {
        Map<String, Object> properties = new HashMap<>(connection.client());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "millrace-operator-" + connection.name() + "-" + what);
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        try {
            return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaCalls.unconnected(connection.name(), e);
        }
    }
}
