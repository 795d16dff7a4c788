package io.millrace.operator.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.operator.result.Observed;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;

/** What everything that calls itself {@link Topics} does. */
public abstract class TopicsContract {

    private static final String OTHER_ID = "AAAAAAAAAAAAAAAAAAAAAQ";

    /** A cluster that can hold a topic with one replica. */
    protected abstract Topics topics();

    /** A name that no topic has. */
    protected abstract String freshName();

    /** As a job does that reads without being a member. */
    protected abstract void commit(String group, String topic);

    /** Somebody who reads as a member until closed. */
    protected abstract Member join(String group, String topic);

    protected interface Member extends AutoCloseable {
        @Override
        void close();
    }

    private static WantedTopic wanted(String name, int partitions, Map<String, String> config) {
        return new WantedTopic(name, partitions, 1, config, Purpose.DATA, "spec.topics[0]");
    }

    // What was written shows a moment later.
    private TopicState awaited(String name, Predicate<TopicState> condition) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> look(name).value(), state -> state.filter(condition)
                        .isPresent())
                .orElseThrow();
    }

    private Observed<TopicState> look(String name) {
        return topics().describe(List.of(name)).getOrDefault(name, Observed.absent());
    }

    @Test
    void a_topic_that_is_not_there_is_absent() {
        // given
        String name = freshName();
        // when
        Map<String, Observed<TopicState>> seen = topics().describe(Set.of(name));
        // then
        assertThat(seen).isEqualTo(Map.of(name, Observed.absent()));
    }

    @Test
    void a_created_topic_is_as_wanted_and_has_an_id() {
        // given
        String name = freshName();
        // when
        topics().create(wanted(name, 3, Map.of("retention.ms", "60000", "max.message.bytes", "2000000")));
        // then
        TopicState seen = awaited(name, state -> true);
        assertThat(seen.id()).isNotEmpty();
        assertThat(seen)
                .isEqualTo(new TopicState(
                        name,
                        seen.id(),
                        3,
                        1,
                        Map.of("retention.ms", "60000", "max.message.bytes", "2000000"),
                        2_000_000,
                        false));
    }

    @Test
    void a_topic_that_is_there_is_not_made_again() {
        // given
        String name = freshName();
        topics().create(wanted(name, 1, Map.of()));
        TopicState before = awaited(name, state -> true);
        // when
        topics().create(wanted(name, 5, Map.of("retention.ms", "1")));
        // then
        assertThat(awaited(name, state -> true)).isEqualTo(before);
    }

    @Test
    void partitions_can_be_added_and_adding_them_again_does_no_harm() {
        // given
        String name = freshName();
        topics().create(wanted(name, 1, Map.of()));
        awaited(name, state -> true);
        // when
        topics().addPartitions(name, 4);
        awaited(name, state -> state.partitions() == 4);
        topics().addPartitions(name, 4);
        // then
        assertThat(awaited(name, state -> true).partitions()).isEqualTo(4);
    }

    @Test
    void only_the_keys_that_are_named_are_configured() {
        // given
        String name = freshName();
        topics().create(wanted(name, 1, Map.of("retention.ms", "60000", "cleanup.policy", "compact")));
        awaited(name, state -> true);
        // when
        topics().configure(name, Map.of("min.insync.replicas", "1"), Set.of("retention.ms"));
        // then
        assertThat(awaited(name, state -> state.ownConfig().containsKey("min.insync.replicas"))
                        .ownConfig())
                .isEqualTo(Map.of("min.insync.replicas", "1", "cleanup.policy", "compact"));
        assertThat(awaited(name, state -> true).compacted()).isTrue();
    }

    @Test
    void the_brokers_object_to_a_key_that_they_do_not_know_and_nothing_is_made() {
        // given
        String name = freshName();
        TopicChange good = new TopicChange.Create(wanted(freshName(), 1, Map.of("retention.ms", "60000")));
        TopicChange bad = new TopicChange.Create(wanted(name, 1, Map.of("retention.hours", "1")));
        // when
        Map<TopicChange, String> objections =
                topics().objections(List.of(good, bad)).value().orElseThrow();
        // then
        assertThat(objections).containsOnlyKeys(bad).hasValueSatisfying(mentions("retention.hours"));
        assertThat(look(name)).isEqualTo(Observed.absent());
    }

    @Test
    void the_brokers_object_to_configuring_a_topic_with_a_key_that_they_do_not_know() {
        // given
        String name = freshName();
        topics().create(wanted(name, 1, Map.of()));
        awaited(name, state -> true);
        TopicChange bad = new TopicChange.Configure(name, Map.of("retention.hours", "1"), Set.of());
        // when
        Map<TopicChange, String> objections =
                topics().objections(List.of(bad)).value().orElseThrow();
        // then
        assertThat(objections).containsOnlyKeys(bad).hasValueSatisfying(mentions("retention.hours"));
    }

    @Test
    void only_the_topic_with_the_id_is_deleted() {
        // given
        String name = freshName();
        topics().create(wanted(name, 1, Map.of()));
        String id = awaited(name, state -> true).id();
        // when
        topics().delete(name, OTHER_ID);
        Observed<TopicState> afterOther = look(name);
        topics().delete(name, id);
        topics().delete(name, id);
        // then
        assertThat(afterOther.value()).isPresent();
        await().atMost(Duration.ofSeconds(20)).until(() -> look(name).isAbsent());
    }

    @Test
    void limits_are_told() {
        // when
        BrokerLimits limits = topics().limits().value().orElseThrow();
        // then
        assertThat(limits.brokers()).isPositive();
        assertThat(limits.transactionMaxTimeout()).isPositive();
        assertThat(limits.topicDefaults()).containsKeys("max.message.bytes", "segment.bytes", "message.timestamp.type");
    }

    @Test
    void nothing_is_known_of_the_lag_of_a_group_that_has_committed_nothing() {
        // given
        String group = freshName();
        // when
        Map<String, Observed<Long>> lag = topics().lag(Map.of(group, Set.of("any")));
        // then
        assertThat(lag).isEqualTo(Map.of(group, Observed.absent()));
    }

    @Test
    void a_group_that_nobody_has_joined_is_forgotten() {
        // given
        String topic = freshName();
        topics().create(wanted(topic, 1, Map.of()));
        awaited(topic, state -> true);
        String group = freshName();
        Observed<Boolean> before = topics().isInUse(group);
        commit(group, topic);
        Observed<Boolean> known = topics().isInUse(group);
        // when
        topics().forget(group);
        topics().forget(group);
        // then
        assertThat(before).isEqualTo(Observed.absent());
        assertThat(known).isEqualTo(Observed.found(false));
        assertThat(topics().isInUse(group)).isEqualTo(Observed.absent());
    }

    @Test
    void a_group_with_a_member_stays() {
        // given
        String topic = freshName();
        topics().create(wanted(topic, 1, Map.of()));
        awaited(topic, state -> true);
        String group = freshName();
        try (Member joined = join(group, topic)) {
            assertThat(joined).isNotNull();
            // when
            topics().forget(group);
            // then
            assertThat(topics().isInUse(group)).isEqualTo(Observed.found(true));
        }
    }

    private static Condition<String> mentions(String word) {
        return new Condition<>(text -> text.contains(word), "mentions %s", word);
    }
}
