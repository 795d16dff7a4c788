package io.millrace.operator.kafka;

import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin client of a connection. It is made when it is first needed, and tried again while it cannot be: Kafka's client
 * is not to be had while none of its bootstrap servers has an address, and the other connections must not wait for that.
 */
public final class KafkaAdmin implements Supplier<Admin>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaAdmin.class);

    private static final int REQUEST_MILLIS = 5_000;
    // With all its retries; a turn of the loop takes no longer because Kafka is away.
    private static final int CALL_MILLIS = 10_000;
    // A look asks several things at once, each of which would look the addresses up again.
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(5);

    private final OperatorConfig.Connection connection;
    private final Clock clock;
    private @Nullable Admin admin;
    private @Nullable SystemException failure;
    private Instant nextTry = Instant.MIN;

    public KafkaAdmin(OperatorConfig.Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** @throws SystemException while it cannot be made */
    @Override
    public synchronized Admin get() {
        if (admin != null) {
            return admin;
        }
        if (failure != null && clock.instant().isBefore(nextTry)) {
            throw failure;
        }
        try {
            admin = connect();
            return admin;
        } catch (KafkaException e) {
            failure = failure(e);
            nextTry = clock.instant().plus(BEFORE_NEXT_TRY);
            LOG.warn("{}", failure.sentence(), e);
            throw failure;
        }
    }

    private Admin connect() {
        Map<String, Object> properties = new HashMap<>(connection.client());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "millrace-operator-" + connection.name());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        return Admin.create(properties);
    }

    // Kafka's own words may have values of settings in them.
    private SystemException failure(KafkaException e) {
        return SystemException.away(
                Reason.KAFKA_UNREACHABLE,
                "Kafka of connection " + connection.name()
                        + " cannot be connected to: no bootstrap server has an address, or"
                        + " the connection's settings are wrong; the operator's log has the details",
                e);
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
