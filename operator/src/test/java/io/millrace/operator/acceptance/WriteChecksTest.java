package io.millrace.operator.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WriteChecksTest {

    private static final String SINK = "shop.totals";
    private static final String SOURCE = "shop.events";
    private static final String DEAD_LETTERS = "dlq.shop.totals";

    private static final String BEFORE = "message.timestamp.before.max.ms";
    private static final String TYPE = "message.timestamp.type";
    private static final String SEGMENT = "segment.bytes";
    private static final String MAX_MESSAGE = "max.message.bytes";

    private static final Map<String, String> KAFKAS_OWN =
            Map.of(MAX_MESSAGE, "1048588", SEGMENT, "1073741824", TYPE, "CreateTime");

    /**
     * @param declared of the topic, if it is listed
     * @param found what is set on the topic, if it is there
     * @param formerly keys that the revision in place has set on it
     * @param refusal path and sentence, a part of it; empty if it can be written
     */
    record Case(
            String name,
            String topic,
            @Nullable Map<String, String> declared,
            @Nullable Map<String, String> found,
            Set<String> formerly,
            Map<String, String> brokers,
            List<String> refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case declared(String name, Map<String, String> config, String... refusal) {
        return new Case(name, SINK, config, null, Set.of(), KAFKAS_OWN, List.of(refusal));
    }

    private static Case foreign(String name, Map<String, String> found, Set<String> formerly, String... refusal) {
        return new Case(name, SINK, Map.of("retention.ms", "1"), found, formerly, KAFKAS_OWN, List.of(refusal));
    }

    private static Case unlisted(String name, @Nullable Map<String, String> found, String... refusal) {
        return new Case(name, SINK, null, found, Set.of(), KAFKAS_OWN, List.of(refusal));
    }

    private static Case brokerWide(
            String name, String topic, Map<String, String> declared, Map<String, String> wide, String... refusal) {
        Map<String, String> brokers = new HashMap<>(KAFKAS_OWN);
        brokers.putAll(wide);
        return new Case(name, topic, declared, null, Set.of(), brokers, List.of(refusal));
    }

    static Stream<Case> cases() {
        String listed = "spec.topics[0].config";
        Map<String, String> early = Map.of(BEFORE, "1000");
        Map<String, String> small = Map.of(SEGMENT, "65536");
        return Stream.of(
                declared("as Kafka is by itself", Map.of()),
                declared("records that are written a little late would be refused", early, listed, BEFORE + " 1000"),
                declared("the brokers stamp the records themselves", Map.of(BEFORE, "1000", TYPE, "LogAppendTime")),
                declared("an hour is enough", Map.of("message.timestamp.after.max.ms", "3600000")),
                declared(
                        "a segment that is smaller than a batch",
                        Map.of(SEGMENT, "131071", MAX_MESSAGE, "100000"),
                        listed,
                        "has segment.bytes 131071, so the job's batches of 131072 bytes would be refused and stop the"
                                + " job; set it to at least 131072"),
                declared("a segment of one batch", Map.of(SEGMENT, "131072", MAX_MESSAGE, "100000")),
                declared(
                        "a segment that is smaller than the largest record",
                        Map.of(SEGMENT, "1999999", MAX_MESSAGE, "2000000"),
                        listed,
                        "has segment.bytes 1999999, so records that max.message.bytes 2000000 allows would be refused"
                                + " and stop the job; set it to at least 2000000"),
                declared(
                        "a segment that is smaller than the largest record that the brokers say",
                        Map.of(SEGMENT, "1048587"),
                        listed,
                        "at least 1048588"),
                declared("any record may come where segments are of the usual size", Map.of(MAX_MESSAGE, "2147483647")),
                declared("what is no number is for the brokers to refuse", Map.of(SEGMENT, "much")),
                foreign("somebody else's timestamps", early, Set.of(), listed, BEFORE + " 1000"),
                foreign("somebody else's segments", small, Set.of(), listed, SEGMENT + " 65536"),
                foreign("what is not wanted any more goes", early, Set.of(BEFORE)),
                new Case(
                        "what is declared counts",
                        SINK,
                        Map.of(BEFORE, "600000"),
                        early,
                        Set.of(),
                        KAFKAS_OWN,
                        List.of()),
                unlisted("a topic of others that can be written", Map.of()),
                unlisted("timestamps of a topic of others", early, "spec.sinks[0].topic", BEFORE + " 1000"),
                unlisted("segments of a topic of others", small, "spec.sinks[0].topic", SEGMENT + " 65536"),
                unlisted("of a topic that is not there something else is said", null),
                brokerWide("timestamps for all topics", SINK, Map.of(), early, listed, BEFORE + " 1000"),
                brokerWide("segments for all topics", SINK, Map.of(), small, listed, SEGMENT + " 65536"),
                brokerWide("what is declared counts more", SINK, Map.of(SEGMENT, "2000000"), small),
                brokerWide("the brokers stamp all records", SINK, early, Map.of(TYPE, "LogAppendTime")),
                brokerWide("segments of dead letters", DEAD_LETTERS, Map.of(), small, "", SEGMENT + " 65536"),
                new Case("a topic that is read alone", SOURCE, early, small, Set.of(), KAFKAS_OWN, List.of()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void judges_what_will_be_in_effect(Case given) {
        // given
        Purpose purpose = given.topic().equals(DEAD_LETTERS) ? Purpose.DEAD_LETTER : Purpose.DATA;
        String path = purpose == Purpose.DATA ? "spec.topics[0]" : "";
        List<WantedTopic> wanted = given.declared() == null
                ? List.of()
                : List.of(new WantedTopic(given.topic(), 4, 3, given.declared(), purpose, path));
        Observed<TopicState> seen = given.found() == null
                ? Observed.absent()
                : Observed.found(new TopicState(given.topic(), "id", 4, 3, given.found(), 1_048_588, false));
        WriteChecks checks = new WriteChecks(
                wanted, Map.of(given.topic(), seen), Map.of(given.topic(), given.formerly()), given.brokers());
        // when
        List<Refusal> refusals = checks.judge(totals());
        // then
        if (given.refusal().isEmpty()) {
            assertThat(refusals).isEmpty();
            return;
        }
        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.TOPIC_CONFIG_REFUSED);
            assertThat(refusal.path()).isEqualTo(given.refusal().get(0));
            assertThat(refusal.message())
                    .contains("topic " + given.topic() + " has ")
                    .contains(given.refusal().get(1));
        });
    }

    @ParameterizedTest
    @CsvSource({"compact, true, true", "'compact,delete', true, true", "delete, true, false", "compact, false, false"})
    void a_compacted_topic_of_others_is_written_with_keys_only(String policy, boolean bare, boolean isRefused) {
        // given
        Map<String, String> config = Map.of("cleanup.policy", policy);
        Observed<TopicState> seen =
                Observed.found(new TopicState(SINK, "id", 4, 3, config, 1_048_588, policy.contains("compact")));
        WriteChecks checks = new WriteChecks(List.of(), Map.of(SINK, seen), Map.of(), KAFKAS_OWN);
        // when
        List<Refusal> refusals =
                checks.judge(bare ? totals(yaml -> yaml.replace("    key: [kind, window_start]\n", "")) : totals());
        // then
        assertThat(refusals)
                .extracting(refusal -> refusal.path() + ": " + refusal.message())
                .isEqualTo(
                        isRefused
                                ? List.of("spec.sinks[0].topic: '" + SINK + "' is compacted, and a compacted topic"
                                        + " takes no records without a key; give this sink a key")
                                : List.of());
    }

    private static PipelineSpec totals() {
        return totals(UnaryOperator.identity());
    }

    private static PipelineSpec totals(UnaryOperator<String> edit) {
        try (InputStream yaml =
                WriteChecksTest.class.getResourceAsStream("/io/millrace/operator/pipeline/totals.yaml")) {
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            return Serialization.unmarshal(edit.apply(text), StreamingPipeline.class)
                    .getSpec();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
