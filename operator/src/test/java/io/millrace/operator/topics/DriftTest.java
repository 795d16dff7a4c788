package io.millrace.operator.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.topics.WantedTopic.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DriftTest {

    private static final Optional<String> MADE = Optional.of("a");
    private static final Map<String, String> DECLARED = Map.of("cleanup.policy", "compact", "retention.ms", "1000");

    private static WatchedTopic watched(Optional<String> id, boolean counts, boolean revert) {
        WantedTopic wanted = new WantedTopic("orders", 6, 3, DECLARED, Purpose.DATA, "spec.topics[0]");
        return new WatchedTopic(wanted, id, counts, counts, revert);
    }

    private static TopicState seen(String id, int partitions, int replicas, Map<String, String> config) {
        return new TopicState("orders", id, partitions, replicas, config, 1_000_000, true);
    }

    record Case(String name, WatchedTopic topic, TopicState seen, List<String> findings, Optional<TopicChange> revert) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case reported(String name, WatchedTopic topic, TopicState seen, String... findings) {
        return new Case(name, topic, seen, List.of(findings), Optional.empty());
    }

    static Stream<Case> cases() {
        Map<String, String> shorter = Map.of("cleanup.policy", "compact", "retention.ms", "1");
        return Stream.of(
                reported("as declared", watched(MADE, true, true), seen("a", 6, 3, DECLARED)),
                reported(
                        "a key that nobody declared",
                        watched(MADE, true, true),
                        seen(
                                "a",
                                6,
                                3,
                                Map.of("cleanup.policy", "compact", "retention.ms", "1000", "segment.ms", "1"))),
                reported(
                        "a declared key has another value",
                        watched(MADE, true, false),
                        seen("a", 6, 3, shorter),
                        "retention.ms is 1, not 1000"),
                new Case(
                        "a declared key has another value and is to be set back",
                        watched(MADE, true, true),
                        seen("a", 6, 3, shorter),
                        List.of("retention.ms is 1, not 1000"),
                        Optional.of(new TopicChange.Configure("orders", Map.of("retention.ms", "1000"), Set.of()))),
                new Case(
                        "declared keys were taken away",
                        watched(MADE, true, true),
                        seen("a", 6, 3, Map.of()),
                        List.of("cleanup.policy is not set, not compact", "retention.ms is not set, not 1000"),
                        Optional.of(new TopicChange.Configure("orders", DECLARED, Set.of()))),
                reported(
                        "more partitions are never removed",
                        watched(MADE, true, true),
                        seen("a", 12, 3, DECLARED),
                        "it has 12 partitions, not 6, and Kafka cannot remove any: declare 12"),
                reported(
                        "more partitions where the spec names no number",
                        watched(MADE, false, true),
                        seen("a", 12, 3, DECLARED)),
                reported(
                        "fewer partitions are not added: keys would go elsewhere",
                        watched(MADE, false, true),
                        seen("a", 1, 3, DECLARED),
                        "it has 1 partitions, not 6"),
                reported(
                        "other replicas",
                        watched(MADE, true, true),
                        seen("a", 6, 1, DECLARED),
                        "it has 1 replicas, not 3"),
                reported(
                        "other replicas where the spec names no number",
                        watched(MADE, false, true),
                        seen("a", 6, 1, DECLARED)),
                reported(
                        "made anew by somebody",
                        watched(MADE, true, true),
                        seen("b", 6, 3, DECLARED),
                        "somebody deleted it and made it anew, so the records in it are gone"),
                reported(
                        "was there before the pipeline",
                        watched(Optional.empty(), true, true),
                        seen("b", 6, 3, DECLARED)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tells_what_differs_and_what_can_be_set_back(Case given) {
        // when
        Drift drift = Drift.between(given.topic(), given.seen());
        // then
        assertThat(drift.findings()).containsExactlyInAnyOrderElementsOf(given.findings());
        assertThat(drift.isNone()).isEqualTo(given.findings().isEmpty());
        assertThat(drift.revert()).isEqualTo(given.revert());
    }
}
