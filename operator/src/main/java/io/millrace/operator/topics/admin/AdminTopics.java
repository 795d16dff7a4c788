package io.millrace.operator.topics.admin;

import io.millrace.operator.kafka.KafkaCalls;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.topics.BrokerLimits;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.topics.WantedTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;

/** The topics of one cluster. */
public final class AdminTopics implements Topics {

    private final Supplier<Admin> admin;
    private final KafkaCalls calls;
    private final TopicReader reader;
    private final LagReader lag;
    private final ConsumerGroups groups;

    public AdminTopics(Supplier<Admin> admin, String connection) {
        this.admin = admin;
        this.calls = new KafkaCalls(connection);
        this.reader = new TopicReader(admin, calls);
        this.lag = new LagReader(admin, calls);
        this.groups = new ConsumerGroups(admin, calls);
    }

    @Override
    public Map<String, Observed<TopicState>> describe(Collection<String> names) {
        return reader.describe(names);
    }

    @Override
    public Observed<BrokerLimits> limits() {
        return reader.limits();
    }

    @Override
    public Map<String, Observed<Long>> lag(Map<String, Set<String>> topicsByGroup) {
        return lag.lag(topicsByGroup);
    }

    @Override
    public Observed<Map<String, Map<Integer, Long>>> committed(String group, Set<String> topics) {
        return lag.committed(group, topics);
    }

    @Override
    public Observed<Boolean> isInUse(String group) {
        return groups.isInUse(group);
    }

    @Override
    public void forget(String group) {
        groups.forget(group);
    }

    @Override
    public Observed<Map<TopicChange, String>> objections(Collection<TopicChange> changes) {
        Map<TopicChange, String> objections = new LinkedHashMap<>();
        for (TopicChange change : changes) {
            try {
                objection(change).ifPresent(words -> objections.put(change, words));
            } catch (SystemException away) {
                return Observed.unreachable(away.outage());
            }
        }
        return Observed.found(objections);
    }

    private Optional<String> objection(TopicChange change) {
        Optional<KafkaFuture<Void>> rehearsal = rehearse(change);
        if (rehearsal.isEmpty()) {
            return Optional.empty();
        }
        try {
            calls.answer(rehearsal.get());
            return Optional.empty();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            SystemException failure = calls.translate(cause, "");
            if (failure.isAway()) {
                throw failure;
            }
            // Made by somebody else since it was looked at: the next look will tell.
            return cause instanceof TopicExistsException
                    ? Optional.empty()
                    : Optional.of(String.valueOf(cause.getMessage()));
        }
    }

    private Optional<KafkaFuture<Void>> rehearse(TopicChange change) {
        if (change instanceof TopicChange.Create create) {
            return Optional.of(create(create.wanted(), true).all());
        }
        if (change instanceof TopicChange.Configure configure) {
            return Optional.of(alter(configure.topic(), configure.set(), configure.reset(), true));
        }
        return Optional.empty();
    }

    @Override
    public void create(WantedTopic wanted) {
        try {
            calls.answer(create(wanted, false).all());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (!(cause instanceof TopicExistsException)) {
                throw calls.translate(cause, "topic " + wanted.name() + " cannot be created");
            }
        }
    }

    private CreateTopicsResult create(WantedTopic wanted, boolean rehearsal) {
        NewTopic topic = new NewTopic(wanted.name(), wanted.partitions(), (short) wanted.replicas());
        topic.configs(wanted.config());
        return admin.get().createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(rehearsal));
    }

    @Override
    public void addPartitions(String topic, int newTotal) {
        try {
            calls.answer(admin.get()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(newTotal)))
                    .all());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // It has that many already: the next look will tell whether it has more.
            if (!(cause instanceof InvalidPartitionsException)) {
                throw calls.translate(cause, "partitions cannot be added to topic " + topic);
            }
        }
    }

    @Override
    public void configure(String topic, Map<String, String> set, Set<String> reset) {
        calls.get(alter(topic, set, reset, false), "topic " + topic + " cannot be configured");
    }

    private KafkaFuture<Void> alter(String topic, Map<String, String> set, Set<String> reset, boolean rehearsal) {
        List<AlterConfigOp> operations = new ArrayList<>();
        new TreeMap<>(set)
                .forEach((key, value) ->
                        operations.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
        reset.forEach(key -> operations.add(new AlterConfigOp(new ConfigEntry(key, ""), AlterConfigOp.OpType.DELETE)));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.get()
                .incrementalAlterConfigs(
                        Map.of(resource, operations), new AlterConfigsOptions().validateOnly(rehearsal))
                .all();
    }

    @Override
    public void delete(String topic, String id) {
        try {
            calls.answer(admin.get()
                    .deleteTopics(TopicCollection.ofTopicIds(List.of(Uuid.fromString(id))))
                    .all());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (!(cause instanceof UnknownTopicIdException)) {
                throw calls.translate(cause, "topic " + topic + " cannot be deleted");
            }
        }
    }
}
