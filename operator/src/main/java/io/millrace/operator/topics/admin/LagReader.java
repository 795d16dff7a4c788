package io.millrace.operator.topics.admin;

import io.millrace.operator.kafka.KafkaCalls;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How far consumer groups are behind, in two calls for all of them. */
final class LagReader {

    private final Supplier<Admin> admin;
    private final KafkaCalls calls;

    LagReader(Supplier<Admin> admin, KafkaCalls calls) {
        this.admin = admin;
        this.calls = calls;
    }

    Map<String, Observed<Long>> lag(Map<String, Set<String>> topicsByGroup) {
        if (topicsByGroup.isEmpty()) {
            return Map.of();
        }
        try {
            Map<String, Map<TopicPartition, Long>> committed = committed(topicsByGroup);
            Map<TopicPartition, Long> ends = ends(committed);
            return topicsByGroup.keySet().stream()
                    .collect(Collectors.toMap(
                            group -> group, group -> behind(committed.getOrDefault(group, Map.of()), ends)));
        } catch (SystemException away) {
            return topicsByGroup.keySet().stream()
                    .collect(Collectors.toMap(group -> group, group -> Observed.unreachable(away.outage())));
        }
    }

    Observed<Map<String, Map<Integer, Long>>> committed(String group, Set<String> topics) {
        try {
            Map<String, Map<Integer, Long>> offsets = new TreeMap<>();
            committed(Map.of(group, topics))
                    .getOrDefault(group, Map.of())
                    .forEach((partition, offset) -> offsets.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                            .put(partition.partition(), offset));
            return Observed.found(offsets);
        } catch (SystemException away) {
            return Observed.unreachable(away.outage());
        }
    }

    private Map<String, Map<TopicPartition, Long>> committed(Map<String, Set<String>> topicsByGroup) {
        var result = admin.get()
                .listConsumerGroupOffsets(topicsByGroup.keySet().stream()
                        .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec())));
        Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
        topicsByGroup.forEach((group, topics) -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            offsetsOf(result.partitionsToOffsetAndMetadata(group)).forEach((partition, offset) -> {
                if (offset != null && topics.contains(partition.topic())) {
                    offsets.put(partition, offset.offset());
                }
            });
            committed.put(group, offsets);
        });
        return committed;
    }

    private Map<TopicPartition, OffsetAndMetadata> offsetsOf(
            KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> future) {
        try {
            return calls.answer(future);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw calls.translate(cause, "committed offsets cannot be read");
        }
    }

    private Map<TopicPartition, Long> ends(Map<String, Map<TopicPartition, Long>> committed) {
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
        ListOffsetsResult result = admin.get()
                .listOffsets(
                        partitions.stream()
                                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition partition : partitions) {
            end(result, partition, ends);
        }
        return ends;
    }

    // A topic can be deleted while a group still has offsets of it.
    private void end(ListOffsetsResult result, TopicPartition partition, Map<TopicPartition, Long> ends) {
        try {
            ends.put(partition, calls.answer(result.partitionResult(partition)).offset());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (!(cause instanceof UnknownTopicOrPartitionException)) {
                throw calls.translate(cause, "end offsets cannot be read");
            }
        }
    }

    /** Absent until the group has committed something: then nothing is known about how far it is. */
    private static Observed<Long> behind(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        if (committed.isEmpty()) {
            return Observed.absent();
        }
        long records = committed.entrySet().stream()
                .mapToLong(entry -> Math.max(0, ends.getOrDefault(entry.getKey(), 0L) - entry.getValue()))
                .sum();
        return Observed.found(records);
    }
}
