package io.millrace.operator.ledger.consumer;

import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.kafka.Consumers;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.ledger.LedgerTopic;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledgers of one connection, read by one thread with one consumer; while nothing is asked for there is none. */
public final class KafkaLedgers implements Ledgers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLedgers.class);

    private static final Duration KNOCK_EVERY = Duration.ofSeconds(5);
    // One topic that is just being deleted leaves the question about all of them without an answer, for a while.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration BEFORE_NEXT_CONSUMER = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final OperatorConfig.Connection connection;
    private final Clock clock;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread;
    private volatile Set<LedgerTopic> wanted = Set.of();
    private volatile Map<LedgerTopic, Observed<LedgerReading>> known = Map.of();
    private volatile Optional<Outage> outage = Optional.empty();
    private volatile boolean closed;

    private KafkaLedgers(OperatorConfig.Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
        this.thread = new Thread(this::run, "ledgers-" + connection.name());
        this.thread.setDaemon(true);
    }

    public static KafkaLedgers start(OperatorConfig.Connection connection, Clock clock) {
        KafkaLedgers ledgers = new KafkaLedgers(connection, clock);
        ledgers.thread.start();
        return ledgers;
    }

    @Override
    public Map<LedgerTopic, Observed<LedgerReading>> look(Set<LedgerTopic> topics) {
        if (!wanted.equals(topics)) {
            wanted = Set.copyOf(topics);
            asked.release();
        }
        Optional<Observed<LedgerReading>> away = outage.map(Observed::unreachable);
        Map<LedgerTopic, Observed<LedgerReading>> seen = known;
        return topics.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        topic -> away.orElseGet(() -> seen.getOrDefault(topic, Observed.unreachable(Ledgers.UNREAD)))));
    }

    @Override
    public void close() {
        closed = true;
        asked.release();
        try {
            thread.join(CLOSING.toMillis());
            // It hangs in its client.
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                awaitQuestion();
                follow();
            } catch (InterruptedException | InterruptException e) {
                // Only close() interrupts.
                return;
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void awaitQuestion() throws InterruptedException {
        while (wanted.isEmpty() && !closed) {
            known = Map.of();
            asked.acquire();
        }
    }

    private void follow() throws InterruptedException {
        try (Consumer<byte[], byte[]> consumer = Consumers.connect(connection, "ledgers")) {
            Following following = new Following(consumer);
            Instant answered = clock.instant();
            Instant knocked = answered;
            while (!closed && !wanted.isEmpty()) {
                following.follow(wanted);
                boolean heard = following.read();
                if (!heard && isOver(KNOCK_EVERY, knocked)) {
                    heard = knock(following, answered);
                    knocked = clock.instant();
                }
                if (heard) {
                    answered = clock.instant();
                    outage = Optional.empty();
                }
                known = following.readings();
            }
        }
    }

    private boolean knock(Following following, Instant answered) {
        try {
            following.knock();
            return true;
        } catch (RetriableException e) {
            // The consumer goes on by itself once they are back.
            if (isOver(LONGEST_SILENCE, answered)) {
                outage = Optional.of(away(e));
            }
            return false;
        }
    }

    private boolean isOver(Duration time, Instant since) {
        return !clock.instant().isBefore(since.plus(time));
    }

    private void failed(RuntimeException e) {
        outage = Optional.of(outage(e));
        LOG.warn("The ledgers of connection {} are read anew after a failure", connection.name(), e);
        try {
            // Nothing comes of asking at once.
            TimeUnit.MILLISECONDS.sleep(BEFORE_NEXT_CONSUMER.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Outage outage(RuntimeException e) {
        if (e instanceof SystemException known) {
            return known.outage();
        }
        return e instanceof RetriableException ? away(e) : refused(e);
    }

    // The words of all who find Kafka silent, so that it is said once.
    private Outage away(RuntimeException e) {
        return new Outage(
                Reason.KAFKA_UNREACHABLE,
                "Kafka of connection " + connection.name() + " does not answer ("
                        + e.getClass().getSimpleName() + ")");
    }

    private Outage refused(RuntimeException e) {
        return new Outage(
                Reason.KAFKA_REFUSED,
                "the ledgers of connection " + connection.name() + " cannot be read ("
                        + e.getClass().getSimpleName() + "); the operator's log has the details");
    }
}
