package io.millrace.operator.canary.consumer;

import io.millrace.definition.differences.Difference;
import io.millrace.definition.differences.DifferenceFormat;
import io.millrace.operator.canary.Differences;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.kafka.Consumers;
import io.millrace.operator.kafka.KafkaCalls;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** The differences of one connection. They are asked for a few times in the life of a candidate: nothing stays open. */
public final class KafkaDifferences implements Differences {

    private static final Duration WAIT_FOR_ANSWER = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_RECORDS = Duration.ofMillis(500);
    // The books may be seen a moment before what is committed with them. All other systems wait for this look.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final OperatorConfig.Connection connection;
    private final KafkaCalls calls;
    private final Clock clock;

    public KafkaDifferences(OperatorConfig.Connection connection, Clock clock) {
        this.connection = connection;
        this.calls = new KafkaCalls(connection.name());
        this.clock = clock;
    }

    @Override
    public Map<String, Observed<List<Difference>>> first(Map<String, Integer> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, Observed<List<Difference>>> seen = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = Consumers.connect(connection, "differences")) {
            wanted.forEach((topic, number) -> seen.put(topic, first(consumer, topic, number)));
        } catch (KafkaException e) {
            // The other topics would be waited for as long, each.
            wanted.keySet().forEach(topic -> seen.putIfAbsent(topic, unreachable(e, topic)));
        } catch (SystemException unconnected) {
            wanted.keySet().forEach(topic -> seen.put(topic, Observed.unreachable(unconnected.outage())));
        }
        return seen;
    }

    private Observed<List<Difference>> first(Consumer<byte[], byte[]> consumer, String topic, int number) {
        try {
            return Observed.found(read(consumer, new TopicPartition(topic, 0), number));
        } catch (RetriableException away) {
            throw away;
        } catch (KafkaException refused) {
            return unreachable(refused, topic);
        }
    }

    private Observed<List<Difference>> unreachable(KafkaException e, String topic) {
        return Observed.unreachable(calls.translate(e, "topic " + topic).outage());
    }

    private List<Difference> read(Consumer<byte[], byte[]> consumer, TopicPartition partition, int number) {
        consumer.assign(Set.of(partition));
        consumer.seekToBeginning(Set.of(partition));
        // Of brokers that are silent or refuse, polling says nothing.
        consumer.endOffsets(Set.of(partition), WAIT_FOR_ANSWER);
        Instant end = clock.instant().plus(LONGEST);
        Set<Difference> found = new LinkedHashSet<>();
        while (found.size() < number && clock.instant().isBefore(end)) {
            consumer.poll(WAIT_FOR_RECORDS).records(partition).stream()
                    .flatMap(KafkaDifferences::difference)
                    .forEach(found::add);
        }
        return found.stream().limit(number).toList();
    }

    private static Stream<Difference> difference(ConsumerRecord<byte[], byte[]> written) {
        return Optional.ofNullable(written.value()).flatMap(DifferenceFormat::read).stream();
    }
}
