package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who decides when going back would write some output twice: the operator only where that changes nothing. */
class OnFailureLoopTest {

    private static final String TOTALS =
            "{\"name\": \"totals\", \"from\": [\"per-kind\"], \"topic\": \"shop.totals\", %s\"encode\":"
                    + " {\"format\": \"avro\", \"subject\": \"shop.totals-value\"}}";
    private static final String KNOWN =
            "{\"name\": \"known\", \"from\": [\"known\"], \"topic\": \"shop.known\", %s\"encode\":"
                    + " {\"format\": \"json\"}}";
    private static final String KEY = "\"key\": [\"kind\"], ";
    private static final String NO_KEY = "";

    private enum Decision {
        GOES_BACK,
        ASKS
    }

    /**
     * @param key of the first sink, or of the one that writes somebody else's topic
     * @param policies of the topics that are listed
     * @param others the policy of a topic of somebody else's that a second sink writes
     */
    private record Case(
            String name,
            String key,
            Map<String, String> policies,
            Optional<String> others,
            Optional<String> onFailure,
            Decision decision) {

        static Case of(String name, String key, String policy, Decision decision) {
            return new Case(name, key, Map.of("shop.totals", policy), Optional.empty(), Optional.empty(), decision);
        }

        static Case two(String name, String policy, Decision decision) {
            Map<String, String> policies = Map.of("shop.totals", "compact", "shop.known", policy);
            return new Case(name, KEY, policies, Optional.empty(), Optional.empty(), decision);
        }

        static Case foreign(String name, String key, String policy, Decision decision) {
            Map<String, String> policies = Map.of("shop.totals", "compact");
            return new Case(name, key, policies, Optional.of(policy), Optional.empty(), decision);
        }

        static Case said(String onFailure, String policy, Decision decision) {
            String name = onFailure + " is said, " + policy;
            Map<String, String> policies = Map.of("shop.totals", policy);
            return new Case(name, KEY, policies, Optional.empty(), Optional.of(onFailure), decision);
        }

        String topics() {
            return policies.entrySet().stream()
                    .map(topic -> "{\"name\": \"%s\", \"partitions\": 4, \"config\": {%s}}"
                            .formatted(topic.getKey(), config(topic.getValue())))
                    .toList()
                    .toString();
        }

        private static String config(String policy) {
            return policy.isEmpty() ? "" : "\"cleanup.policy\": \"" + policy + "\"";
        }

        String sinks() {
            if (others.isPresent()) {
                return "[" + TOTALS.formatted(KEY) + ", " + KNOWN.formatted(key) + "]";
            }
            return "[" + TOTALS.formatted(key) + (policies.size() > 1 ? ", " + KNOWN.formatted(KEY) : "") + "]";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                Case.of("a key and a compacted topic", KEY, "compact", Decision.GOES_BACK),
                Case.of("a key and a topic that is compacted and deleted", KEY, "compact,delete", Decision.GOES_BACK),
                Case.of("a key and a topic that is deleted by time", KEY, "delete", Decision.ASKS),
                Case.of("a key and a topic of which nothing is said", KEY, "", Decision.ASKS),
                Case.of("no key", NO_KEY, "delete", Decision.ASKS),
                Case.two("two sinks with a key and a compacted topic", "compact", Decision.GOES_BACK),
                Case.two("two sinks, and the topic of one is not compacted", "delete", Decision.ASKS),
                Case.foreign("a compacted topic of somebody else's", KEY, "compact", Decision.GOES_BACK),
                Case.foreign("no key", NO_KEY, "delete", Decision.ASKS),
                Case.foreign("a topic of somebody else's that is not compacted", KEY, "delete", Decision.ASKS),
                Case.said("Automatic", "delete", Decision.GOES_BACK),
                Case.said("Manual", "compact", Decision.ASKS));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_revision_that_fails_after_it_has_written(Case given) {
        // given
        World world = new World();
        given.others()
                .ifPresent(policy -> world.topics.create(
                        new WantedTopic("shop.known", 4, 3, Map.of("cleanup.policy", policy), Purpose.DATA, "")));
        world.api.edit(spec -> Edits.with(Edits.with(spec, "topics", given.topics()), "sinks", given.sinks()));
        given.onFailure()
                .ifPresent(said ->
                        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"onFailure\": \"" + said + "\"}")));
        world.settle();
        String first = world.api.status().revision().current();
        world.flink.setFailingAfterCheckpoint(true);
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        world.flink.setFailingAfterCheckpoint(false);
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        boolean back = world.api.status().revision().current().equals(first);
        boolean asks = world.conditions().containsKey("ManualDecision");
        assertThat(back).as("goes back").isEqualTo(given.decision() == Decision.GOES_BACK);
        assertThat(asks).as("asks").isEqualTo(given.decision() == Decision.ASKS);
    }
}
