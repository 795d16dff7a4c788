package io.millrace.operator.kafka;

import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.result.SystemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin client of a connection. It is made when it is first needed, beside whoever needs it, and tried again while it
 * cannot be: Kafka's client is not to be had while none of its bootstrap servers has an address, which a name service may
 * take its time to say, and the other connections must not wait for that.
 */
public final class KafkaAdmin implements Supplier<Admin>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaAdmin.class);

    private static final int REQUEST_MILLIS = 5_000;
    // With all its retries; a turn of the loop takes no longer because Kafka is away.
    private static final int CALL_MILLIS = 10_000;
    // A look asks several things, which do not wait for the same each.
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(15);

    private final OperatorConfig.Connection connection;
    private final Clock clock;
    private @Nullable FutureTask<Admin> attempt;
    private @Nullable SystemException failure;
    private Instant nextTry = Instant.MIN;

    public KafkaAdmin(OperatorConfig.Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** @throws SystemException while it cannot be made */
    @Override
    public Admin get() {
        FutureTask<Admin> present = attempt();
        try {
            return present.get(CALL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(present, e.getCause() == null ? e : e.getCause(), true);
        } catch (TimeoutException e) {
            throw failed(present, e, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaCalls.unconnected(connection.name(), e);
        }
    }

    private synchronized FutureTask<Admin> attempt() {
        if (failure != null && clock.instant().isBefore(nextTry)) {
            throw failure;
        }
        if (attempt == null) {
            attempt = new FutureTask<>(this::connect);
            Thread thread = new Thread(attempt, "admin-" + connection.name());
            thread.setDaemon(true);
            thread.start();
        }
        return attempt;
    }

    /** @param isOver whether another one is to be made the next time; else this one may still come to something */
    private synchronized SystemException failed(FutureTask<Admin> present, Throwable cause, boolean isOver) {
        SystemException failed = KafkaCalls.unconnected(connection.name(), cause);
        if (attempt == present) {
            attempt = isOver ? null : present;
            failure = failed;
            nextTry = clock.instant().plus(BEFORE_NEXT_TRY);
            LOG.warn("{}", failed.sentence(), cause);
        }
        return failed;
    }

    private Admin connect() {
        Map<String, Object> properties = new HashMap<>(connection.client());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "millrace-operator-" + connection.name());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        return Admin.create(properties);
    }

    @Override
    public synchronized void close() {
        if (attempt != null && attempt.isDone()) {
            get().close();
        }
    }
}
