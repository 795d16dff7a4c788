package io.millrace.operator.topics;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The topics of one Kafka cluster. Writes throw {@link SystemException}; reads answer {@code Unreachable}. */
public interface Topics {

    /** One batched look; every name is in the answer. */
    Map<String, Observed<TopicState>> describe(Collection<String> names);

    Observed<BrokerLimits> limits();

    /**
     * Asks the brokers, without doing it, whether they would take the change; the answer is their objection. Changes
     * that they would take are not in it.
     */
    Observed<Map<TopicChange, String>> objections(Collection<TopicChange> changes);

    /** Leaves a topic of that name alone if there is one already: the next look shows it. */
    void create(WantedTopic wanted);

    void addPartitions(String topic, int newTotal);

    void configure(String topic, Map<String, String> set, Set<String> reset);

    /** Deletes the topic with this id; it is no error if there is none. */
    void delete(String topic, String id);

    /** For each consumer group, the records between what it has committed and the read_committed end. */
    Map<String, Observed<Long>> lag(Map<String, Set<String>> topicsByGroup);

    /**
     * Whether somebody is a member of a consumer group; absent where there is none, or none that may be deleted. Who only
     * commits is no member.
     */
    Observed<Boolean> isInUse(String group);

    /** What the group has committed goes; it is no error if there is none, or if somebody has become a member of it. */
    void forget(String group);

    /** What a consumer group has committed of these topics, by topic and partition. */
    Observed<Map<String, Map<Integer, Long>>> committed(String group, Set<String> topics);
}
