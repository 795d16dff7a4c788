package io.millrace.operator.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.topics.TopicChange.AddPartitions;
import io.millrace.operator.topics.TopicChange.Configure;
import io.millrace.operator.topics.TopicChange.Create;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsPlannerTest {

    private static final WantedTopic WANTED =
            new WantedTopic("totals", 4, 3, Map.of("cleanup.policy", "compact"), Purpose.DATA, "spec.topics[0]");

    record Case(String name, @Nullable TopicState seen, Set<String> formerly, List<TopicChange> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static TopicState seen(int partitions, Map<String, String> config) {
        return new TopicState("totals", "id", partitions, 3, config, 1_048_588, true);
    }

    static Stream<Case> cases() {
        Map<String, String> compact = Map.of("cleanup.policy", "compact");
        return Stream.of(
                new Case("what is not there is created", null, Set.of(), List.of(new Create(WANTED))),
                new Case("what is as wanted is left alone", seen(4, compact), Set.of(), List.of()),
                new Case("partitions grow", seen(2, compact), Set.of(), List.of(new AddPartitions("totals", 4))),
                new Case("partitions never shrink", seen(9, compact), Set.of(), List.of()),
                new Case(
                        "another value is set",
                        seen(4, Map.of("cleanup.policy", "delete")),
                        Set.of(),
                        List.of(new Configure("totals", compact, Set.of()))),
                new Case(
                        "keys that we never set are not ours",
                        seen(4, Map.of("cleanup.policy", "compact", "retention.ms", "1")),
                        Set.of(),
                        List.of()),
                new Case(
                        "a key that we set and do not want any more goes back to the default",
                        seen(4, Map.of("cleanup.policy", "compact", "retention.ms", "1")),
                        Set.of("retention.ms", "cleanup.policy"),
                        List.of(new Configure("totals", Map.of(), Set.of("retention.ms")))),
                new Case(
                        "a key that we set and somebody took away already is left alone",
                        seen(4, compact),
                        Set.of("retention.ms"),
                        List.of()),
                new Case(
                        "all at once",
                        seen(1, Map.of("retention.ms", "1")),
                        Set.of("retention.ms"),
                        List.of(
                                new AddPartitions("totals", 4),
                                new Configure("totals", compact, Set.of("retention.ms")))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changes(Case given) {
        // when
        List<TopicChange> changes = TopicsPlanner.changes(WANTED, Optional.ofNullable(given.seen()), given.formerly());
        // then
        assertThat(changes).isEqualTo(given.expected());
    }
}
