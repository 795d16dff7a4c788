package io.millrace.operator.topics.admin;

import io.millrace.operator.kafka.KafkaCalls;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.topics.BrokerLimits;
import io.millrace.operator.topics.TopicState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at topics and brokers, in batches. */
final class TopicReader {

    // Larger answers make brokers slow for everybody else.
    private static final int BATCH = 100;

    // A topic's keys, and the brokers' whose values they have where nothing is set. No version has all of them.
    private static final Map<String, String> INHERITED = Map.of(
            "max.message.bytes", "message.max.bytes",
            "segment.bytes", "log.segment.bytes",
            "message.timestamp.type", "log.message.timestamp.type",
            "message.timestamp.after.max.ms", "log.message.timestamp.after.max.ms",
            "message.timestamp.before.max.ms", "log.message.timestamp.before.max.ms",
            "message.timestamp.difference.max.ms", "log.message.timestamp.difference.max.ms");

    private final Supplier<Admin> admin;
    private final KafkaCalls calls;

    TopicReader(Supplier<Admin> admin, KafkaCalls calls) {
        this.admin = admin;
        this.calls = calls;
    }

    Map<String, Observed<TopicState>> describe(Collection<String> names) {
        Map<String, Observed<TopicState>> states = new LinkedHashMap<>();
        List<String> all = names.stream().distinct().sorted().toList();
        for (int from = 0; from < all.size(); from += BATCH) {
            List<String> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            try {
                states.putAll(batch(batch));
            } catch (SystemException away) {
                batch.forEach(name -> states.put(name, Observed.unreachable(away.outage())));
            }
        }
        return states;
    }

    private Map<String, Observed<TopicState>> batch(List<String> names) {
        Map<String, Observed<TopicDescription>> described = new HashMap<>();
        admin.get()
                .describeTopics(names)
                .topicNameValues()
                .forEach((name, future) -> described.put(name, look(future)));
        List<String> there = described.entrySet().stream()
                .filter(entry -> entry.getValue().value().isPresent())
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Config> configs = configs(there);
        Map<String, Observed<TopicState>> states = new HashMap<>();
        described.forEach((name, observed) -> states.put(
                name, observed.map(description -> state(description, Objects.requireNonNull(configs.get(name))))));
        return states;
    }

    private <T> Observed<T> look(KafkaFuture<T> future) {
        try {
            return Observed.found(calls.answer(future));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof UnknownTopicOrPartitionException ? Observed.absent() : calls.unreachable(cause);
        } catch (SystemException away) {
            return Observed.unreachable(away.outage());
        }
    }

    private Map<String, Config> configs(List<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return calls
                .get(admin.get().describeConfigs(resources).all(), "the configuration of topics cannot be read")
                .entrySet()
                .stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    private static TopicState state(TopicDescription description, Config config) {
        Map<String, String> own = new TreeMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG && entry.value() != null) {
                own.put(entry.name(), entry.value());
            }
        }
        return new TopicState(
                description.name(),
                description.topicId().toString(),
                description.partitions().size(),
                description.partitions().get(0).replicas().size(),
                own,
                Integer.parseInt(config.get("max.message.bytes").value()),
                config.get("cleanup.policy").value().contains("compact"));
    }

    Observed<BrokerLimits> limits() {
        try {
            List<Node> brokers = new ArrayList<>(
                    calls.get(admin.get().describeCluster().nodes(), "the cluster cannot be described"));
            ConfigResource any = new ConfigResource(
                    ConfigResource.Type.BROKER, brokers.get(0).idString());
            Config config = Objects.requireNonNull(calls.get(
                            admin.get().describeConfigs(List.of(any)).all(), "a broker's configuration cannot be read")
                    .get(any));
            long millis =
                    Long.parseLong(config.get("transaction.max.timeout.ms").value());
            return Observed.found(new BrokerLimits(brokers.size(), Duration.ofMillis(millis), topicDefaults(config)));
        } catch (SystemException away) {
            return Observed.unreachable(away.outage());
        }
    }

    private static Map<String, String> topicDefaults(Config broker) {
        Map<String, String> defaults = new TreeMap<>();
        INHERITED.forEach((key, inherits) -> {
            ConfigEntry entry = broker.get(inherits);
            if (entry != null && entry.value() != null) {
                defaults.put(key, entry.value());
            }
        });
        return defaults;
    }
}
