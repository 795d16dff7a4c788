package io.millrace.operator.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.topics.WantedTopic.Purpose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A plan, done wholly or in part by an operator that then dies, leaves the next one nothing to do twice. */
class TopicPlansTest {

    private static final String NAME = "totals";
    private static final List<String> KEYS = List.of("cleanup.policy", "max.message.bytes", "retention.ms");

    @Property
    void a_plan_that_was_done_plans_nothing(
            @ForAll("topics") WantedTopic wanted,
            @ForAll("perhaps") Optional<WantedTopic> before,
            @ForAll Set<@From("keys") String> formerly,
            @ForAll @IntRange(max = 2) int doneBeforeItDied) {
        // given
        InMemoryTopics kafka = new InMemoryTopics();
        before.ifPresent(kafka::create);
        Map<String, String> foreign = foreign(before, wanted, formerly);
        plan(kafka, wanted, formerly).stream().limit(doneBeforeItDied).forEach(change -> change.applyTo(kafka));
        Map<String, String> foretold =
                TopicsPlanner.configured(wanted, Optional.ofNullable(kafka.all().get(NAME)), formerly);

        // when
        plan(kafka, wanted, formerly).forEach(change -> change.applyTo(kafka));

        // then
        assertThat(plan(kafka, wanted, formerly)).isEmpty();
        TopicState state = Objects.requireNonNull(kafka.all().get(NAME));
        assertThat(state.partitions())
                .isEqualTo(Math.max(
                        wanted.partitions(), before.map(WantedTopic::partitions).orElse(0)));
        assertThat(state.ownConfig())
                .as("what is wanted, and what somebody else had set")
                .isEqualTo(together(foreign, wanted.config()))
                .isEqualTo(foretold);
    }

    private static List<TopicChange> plan(InMemoryTopics kafka, WantedTopic wanted, Set<String> formerly) {
        return TopicsPlanner.changes(wanted, Optional.ofNullable(kafka.all().get(NAME)), formerly);
    }

    private static Map<String, String> foreign(Optional<WantedTopic> before, WantedTopic wanted, Set<String> formerly) {
        Map<String, String> config = new HashMap<>();
        before.map(WantedTopic::config).ifPresent(config::putAll);
        config.keySet().removeAll(formerly);
        config.keySet().removeAll(wanted.config().keySet());
        return config;
    }

    private static Map<String, String> together(Map<String, String> one, Map<String, String> other) {
        Map<String, String> all = new HashMap<>(one);
        all.putAll(other);
        return all;
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of(KEYS);
    }

    @Provide
    Arbitrary<WantedTopic> topics() {
        Arbitrary<Map<String, String>> config = Arbitraries.maps(keys(), Arbitraries.of("1000", "2000"));
        return Combinators.combine(Arbitraries.integers().between(1, 9), config)
                .as((partitions, keys) -> new WantedTopic(NAME, partitions, 1, keys, Purpose.DATA, "spec.topics[0]"));
    }

    @Provide
    Arbitrary<Optional<WantedTopic>> perhaps() {
        return topics().optional();
    }
}
