package io.millrace.operator.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicRulesTest {

    private static final BrokerLimits THREE_BROKERS = new BrokerLimits(3, Duration.ofMinutes(15), Map.of());

    record Case(String name, WantedTopic wanted, @Nullable TopicState seen, @Nullable Reason reason, String path) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static WantedTopic wanted(int partitions, int replicas, Map<String, String> config) {
        return new WantedTopic("totals", partitions, replicas, config, Purpose.DATA, "spec.topics[2]");
    }

    private static TopicState seen(int partitions, int replicas) {
        return seen(partitions, replicas, Map.of());
    }

    private static TopicState seen(int partitions, int replicas, Map<String, String> config) {
        return new TopicState("totals", "id", partitions, replicas, config, 1_048_588, false);
    }

    static Stream<Case> cases() {
        Map<String, String> twoInSync = Map.of("min.insync.replicas", "2");
        Map<String, String> fourInSync = Map.of("min.insync.replicas", "4");
        return Stream.of(
                new Case("a new topic that fits", wanted(4, 3, twoInSync), null, null, ""),
                new Case(
                        "more replicas than brokers",
                        wanted(4, 4, Map.of()),
                        null,
                        Reason.REPLICAS_REFUSED,
                        "spec.topics[2].replicas"),
                new Case(
                        "nothing could be written",
                        wanted(4, 3, fourInSync),
                        null,
                        Reason.TOPIC_CONFIG_REFUSED,
                        "spec.topics[2].config[min.insync.replicas]"),
                new Case("a topic that may grow", wanted(8, 3, Map.of()), seen(4, 3), null, ""),
                new Case(
                        "a topic that would have to shrink",
                        wanted(2, 3, Map.of()),
                        seen(4, 3),
                        Reason.PARTITION_SHRINK,
                        "spec.topics[2].partitions"),
                new Case(
                        "a topic with other replicas",
                        wanted(4, 2, Map.of()),
                        seen(4, 3),
                        Reason.REPLICAS_REFUSED,
                        "spec.topics[2].replicas"),
                new Case(
                        "replicas beyond the brokers that are there already",
                        wanted(4, 5, Map.of()),
                        seen(4, 5),
                        null,
                        ""),
                new Case(
                        "in-sync replicas are judged by those that the topic has",
                        wanted(4, 1, twoInSync),
                        seen(4, 1),
                        Reason.TOPIC_CONFIG_REFUSED,
                        "spec.topics[2].config[min.insync.replicas]"),
                new Case(
                        "in-sync replicas that somebody else asks for",
                        wanted(4, 3, Map.of()),
                        seen(4, 3, fourInSync),
                        Reason.TOPIC_CONFIG_REFUSED,
                        "spec.topics[2].config[min.insync.replicas]"),
                new Case(
                        "what is declared takes the place of what somebody else asks for",
                        wanted(4, 3, twoInSync),
                        seen(4, 3, fourInSync),
                        null,
                        ""),
                new Case(
                        "a number of ten digits",
                        wanted(4, 3, Map.of("min.insync.replicas", "2000000000")),
                        null,
                        Reason.TOPIC_CONFIG_REFUSED,
                        "spec.topics[2].config[min.insync.replicas]"),
                new Case(
                        "what is no number is for the brokers to refuse",
                        wanted(4, 3, Map.of("min.insync.replicas", "two")),
                        null,
                        null,
                        ""));
    }

    @Test
    void of_topics_that_no_spec_lists_the_configuration_decides() {
        // given
        WantedTopic deadLetters = new WantedTopic("dlq.shop.totals", 1, 5, Map.of(), Purpose.DEAD_LETTER, "");
        // when
        List<Refusal> refusals = TopicRules.judge(deadLetters, Optional.empty(), Set.of(), THREE_BROKERS);
        // then
        assertThat(refusals)
                .singleElement()
                .extracting(Refusal::message)
                .asString()
                .contains("dlq.shop.totals needs 5 brokers", "set defaults.replicas there");
    }

    @Test
    void what_an_earlier_revision_asked_for_and_nobody_wants_any_more_is_not_judged() {
        // given
        Set<String> formerly = Set.of("min.insync.replicas");
        TopicState seen = seen(4, 3, Map.of("min.insync.replicas", "4"));
        // when
        List<Refusal> refusals = TopicRules.judge(wanted(4, 3, Map.of()), Optional.of(seen), formerly, THREE_BROKERS);
        // then
        assertThat(refusals).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void judgement(Case given) {
        // when
        List<Refusal> refusals =
                TopicRules.judge(given.wanted(), Optional.ofNullable(given.seen()), Set.of(), THREE_BROKERS);
        // then
        if (given.reason() == null) {
            assertThat(refusals).isEmpty();
            return;
        }
        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(given.reason());
            assertThat(refusal.path()).isEqualTo(given.path());
            assertThat(refusal.message()).contains("totals").contains(";");
        });
    }
}
