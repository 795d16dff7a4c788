package io.millrace.operator.kafka;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;

/** Waits for what a broker answers, for a bounded time, and translates what it says. */
public final class KafkaCalls {

    // The client gives up by itself before that; this is for a client that hangs.
    private static final long LONGEST_SECONDS = 20;

    private final String connection;

    public KafkaCalls(String connection) {
        this.connection = connection;
    }

    /** No client of it can be made: Kafka's own words may have values of settings in them. */
    static SystemException unconnected(String connection, Throwable cause) {
        return SystemException.away(
                Reason.KAFKA_UNREACHABLE,
                "Kafka of connection " + connection
                        + " cannot be connected to: no bootstrap server has an address, or the"
                        + " connection's settings are wrong; the operator's log has the details",
                cause);
    }

    public <T> T get(KafkaFuture<T> future, String doing) {
        try {
            return answer(future);
        } catch (ExecutionException e) {
            throw translate(e.getCause() == null ? e : e.getCause(), doing);
        }
    }

    /** The answer, or the failure that the brokers answered with. */
    public <T> T answer(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    public SystemException translate(Throwable cause, String doing) {
        if (cause instanceof RetriableException) {
            return away(cause);
        }
        return SystemException.refused(Reason.KAFKA_REFUSED, doing + ": " + words(cause), cause);
    }

    public <T> Observed<T> unreachable(Throwable cause) {
        return Observed.unreachable(new Outage(
                Reason.KAFKA_UNREACHABLE,
                translate(cause, "cannot look at Kafka").sentence()));
    }

    // Without the client's own words, which have addresses and times in them: it would be another message each time.
    private SystemException away(Throwable cause) {
        return SystemException.away(
                Reason.KAFKA_UNREACHABLE,
                "Kafka of connection " + connection + " does not answer ("
                        + cause.getClass().getSimpleName() + ")",
                cause);
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
