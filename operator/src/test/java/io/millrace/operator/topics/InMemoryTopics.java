package io.millrace.operator.topics;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A Kafka cluster, of three brokers at first, that knows few configuration keys. */
public final class InMemoryTopics implements Topics {

    private static final Set<String> KNOWN_KEYS = Set.of(
            "cleanup.policy", "max.message.bytes", "message.timestamp.type", "min.insync.replicas", "retention.ms");

    private static final Map<String, String> DEFAULTS = Map.of(
            "max.message.bytes", "1048588", "segment.bytes", "1073741824", "message.timestamp.type", "CreateTime");

    private final Map<String, TopicState> topics = new TreeMap<>();
    private final Map<String, Long> lags = new TreeMap<>();
    private final Map<String, Boolean> groups = new TreeMap<>();
    private final Runnable afterWrite;
    private int brokers = 3;
    private boolean away;
    private boolean keeping;

    public InMemoryTopics() {
        this(() -> {});
    }

    /** @param afterWrite called after everything that changed something */
    public InMemoryTopics(Runnable afterWrite) {
        this.afterWrite = afterWrite;
    }

    public void setBrokers(int number) {
        this.brokers = number;
    }

    public void setAway(boolean isAway) {
        this.away = isAway;
    }

    /** Whether its ACLs let nobody delete a topic. */
    public void setKeeping(boolean isKeeping) {
        this.keeping = isKeeping;
    }

    public Map<String, TopicState> all() {
        return Map.copyOf(topics);
    }

    public void setLag(String group, long records) {
        lags.put(group, records);
    }

    @Override
    public Map<String, Observed<TopicState>> describe(Collection<String> names) {
        Map<String, Observed<TopicState>> states = new LinkedHashMap<>();
        names.forEach(name -> states.put(name, look(topics.get(name))));
        return states;
    }

    @Override
    public Observed<BrokerLimits> limits() {
        return look(new BrokerLimits(brokers, Duration.ofMinutes(15), DEFAULTS));
    }

    private <T> Observed<T> look(@Nullable T value) {
        if (away) {
            return Observed.unreachable(new Outage(Reason.KAFKA_UNREACHABLE, "Kafka is away"));
        }
        return value == null ? Observed.absent() : Observed.found(value);
    }

    @Override
    public Observed<Map<TopicChange, String>> objections(Collection<TopicChange> changes) {
        Map<TopicChange, String> objections = new LinkedHashMap<>();
        for (TopicChange change : changes) {
            config(change).keySet().stream()
                    .filter(key -> !KNOWN_KEYS.contains(key))
                    .forEach(key -> objections.put(change, "Unknown topic config name: " + key));
        }
        return look(objections);
    }

    private static Map<String, String> config(TopicChange change) {
        if (change instanceof TopicChange.Create create) {
            return create.wanted().config();
        }
        return change instanceof TopicChange.Configure configure ? configure.set() : Map.of();
    }

    @Override
    public void create(WantedTopic wanted) {
        checkThere();
        if (topics.containsKey(wanted.name())) {
            return;
        }
        String id = UUID.randomUUID().toString();
        put(new TopicState(
                wanted.name(),
                id,
                wanted.partitions(),
                wanted.replicas(),
                wanted.config(),
                maxBytes(wanted.config()),
                compacted(wanted.config())));
    }

    @Override
    public void addPartitions(String topic, int newTotal) {
        checkThere();
        TopicState state = existing(topic);
        if (newTotal > state.partitions()) {
            put(new TopicState(
                    topic,
                    state.id(),
                    newTotal,
                    state.replicas(),
                    state.ownConfig(),
                    state.maxMessageBytes(),
                    state.compacted()));
        }
    }

    @Override
    public void configure(String topic, Map<String, String> set, Set<String> reset) {
        checkThere();
        TopicState state = existing(topic);
        Map<String, String> config = new TreeMap<>(state.ownConfig());
        config.putAll(set);
        config.keySet().removeAll(reset);
        put(new TopicState(
                topic, state.id(), state.partitions(), state.replicas(), config, maxBytes(config), compacted(config)));
    }

    @Override
    public void delete(String topic, String id) {
        checkThere();
        TopicState state = topics.get(topic);
        if (state != null && state.id().equals(id)) {
            if (keeping) {
                throw SystemException.refused(
                        Reason.KAFKA_REFUSED,
                        "topic " + topic + " cannot be deleted: Topic authorization failed.",
                        new IllegalStateException());
            }
            topics.remove(topic);
            afterWrite.run();
        }
    }

    @Override
    public Map<String, Observed<Long>> lag(Map<String, Set<String>> topicsByGroup) {
        Map<String, Observed<Long>> answers = new LinkedHashMap<>();
        topicsByGroup.keySet().forEach(group -> answers.put(group, look(lags.get(group))));
        return answers;
    }

    /** A job commits in its name; a member may be there besides. */
    public void commit(String group, boolean withMember) {
        groups.put(group, withMember);
    }

    @Override
    public Observed<Boolean> isInUse(String group) {
        return look(groups.get(group));
    }

    @Override
    public void forget(String group) {
        checkThere();
        if (groups.remove(group, false)) {
            afterWrite.run();
        }
    }

    @Override
    public Observed<Map<String, Map<Integer, Long>>> committed(String group, Set<String> names) {
        Map<String, Map<Integer, Long>> offsets = new LinkedHashMap<>();
        names.forEach(name -> offsets.put(name, Map.of(0, 7L)));
        return Observed.found(offsets);
    }

    private void put(TopicState state) {
        topics.put(state.name(), state);
        afterWrite.run();
    }

    private TopicState existing(String topic) {
        TopicState state = topics.get(topic);
        if (state == null) {
            throw SystemException.away(Reason.KAFKA_UNREACHABLE, "no topic " + topic, new IllegalStateException());
        }
        return state;
    }

    private void checkThere() {
        if (away) {
            throw SystemException.away(Reason.KAFKA_UNREACHABLE, "Kafka is away", new IllegalStateException());
        }
    }

    private static int maxBytes(Map<String, String> config) {
        return Integer.parseInt(config.getOrDefault("max.message.bytes", "1048588"));
    }

    private static boolean compacted(Map<String, String> config) {
        return config.getOrDefault("cleanup.policy", "delete").contains("compact");
    }
}
