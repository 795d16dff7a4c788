package io.millrace.operator.pipeline;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.topics.BrokerLimits;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.transactions.OpenTransaction;
import io.millrace.operator.transactions.Transactions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A Kafka cluster that the configuration does not name, or not any more: like one that never answers. */
final class Disconnected implements Topics, Transactions {

    private final SystemException why;

    Disconnected(SystemException why) {
        this.why = why;
    }

    private <T> Observed<T> unreachable() {
        return Observed.unreachable(why.outage());
    }

    private <T> Map<String, Observed<T>> unreachable(Collection<String> names) {
        return names.stream().distinct().collect(Collectors.toMap(Function.identity(), name -> unreachable()));
    }

    @Override
    public Map<String, Observed<TopicState>> describe(Collection<String> names) {
        return unreachable(names);
    }

    @Override
    public Observed<BrokerLimits> limits() {
        return unreachable();
    }

    @Override
    public Observed<Map<TopicChange, String>> objections(Collection<TopicChange> changes) {
        return unreachable();
    }

    @Override
    public void create(WantedTopic wanted) {
        throw why;
    }

    @Override
    public void addPartitions(String topic, int newTotal) {
        throw why;
    }

    @Override
    public void configure(String topic, Map<String, String> set, Set<String> reset) {
        throw why;
    }

    @Override
    public void delete(String topic, String id) {
        throw why;
    }

    @Override
    public Map<String, Observed<Long>> lag(Map<String, Set<String>> topicsByGroup) {
        return unreachable(topicsByGroup.keySet());
    }

    @Override
    public Observed<Boolean> isInUse(String group) {
        return unreachable();
    }

    @Override
    public void forget(String group) {
        throw why;
    }

    @Override
    public Observed<Map<String, Map<Integer, Long>>> committed(String group, Set<String> topics) {
        return unreachable();
    }

    @Override
    public Map<String, Observed<List<OpenTransaction>>> open(Collection<String> prefixes) {
        return unreachable(prefixes);
    }

    @Override
    public void fence(Set<String> ids) {
        throw why;
    }
}
