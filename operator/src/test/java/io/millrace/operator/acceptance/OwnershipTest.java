package io.millrace.operator.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.SchemaStatus;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.config.OperatorConfig.Connection;
import io.millrace.operator.config.OperatorConfig.TenancyRule;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnershipTest {

    private static final Connection MAIN = connection("default", "kafka:9092", "http://registry");
    private static final Thing TOTALS = Thing.topic(MAIN, "shop.totals");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Connection connection(String name, String brokers, String registry) {
        return new Connection(name, brokers, Map.of(), Optional.of(URI.create(registry)));
    }

    private static OperatorConfig config(TenancyRule... rules) {
        return new OperatorConfig(
                Map.of(
                        "default", MAIN,
                        "alias", connection("alias", "kafka:9092", "http://registry"),
                        "other", connection("other", "elsewhere:9092", "http://elsewhere")),
                List.of(rules),
                "s3://streams",
                new OperatorConfig.Flink(
                        "image", "flink", "http://{name}", Duration.ofMinutes(15), Duration.ofMinutes(2)),
                new OperatorConfig.Defaults(6, 3, Duration.ofDays(14)),
                Optional.empty(),
                8080);
    }

    private static Claims claims(String name, Instant created, Set<Thing> held, Set<Thing> wanted) {
        return new Claims(new PipelineId("shop", name, name), created, held, wanted);
    }

    record Meeting(String name, Claims ours, Claims other, boolean othersIsIt) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Meeting> meetings() {
        Set<Thing> it = Set.of(TOTALS);
        Instant later = NOON.plusSeconds(60);
        return Stream.of(
                new Meeting(
                        "both want it, ours is older",
                        claims("b", NOON, Set.of(), it),
                        claims("a", later, Set.of(), it),
                        false),
                new Meeting(
                        "both want it, the other is older",
                        claims("a", later, Set.of(), it),
                        claims("b", NOON, Set.of(), it),
                        true),
                new Meeting(
                        "of one second, the other comes first by name",
                        claims("b", NOON, Set.of(), it),
                        claims("a", NOON, Set.of(), it),
                        true),
                new Meeting(
                        "of one second, ours comes first by name",
                        claims("a", NOON, Set.of(), it),
                        claims("b", NOON, Set.of(), it),
                        false),
                new Meeting(
                        "the other has it, and ours, though older, comes to it by an edit",
                        claims("a", NOON, Set.of(), it),
                        claims("b", later, it, it),
                        true),
                new Meeting(
                        "the other has it, though its spec, not accepted yet, gives it up",
                        claims("a", later, Set.of(), it),
                        claims("b", NOON, it, Set.of()),
                        true),
                new Meeting(
                        "ours has it, and the other, though older, comes to it by an edit",
                        claims("a", later, it, it),
                        claims("b", NOON, Set.of(), it),
                        false),
                new Meeting(
                        "both have it, the other is older",
                        claims("a", later, it, it),
                        claims("b", NOON, it, it),
                        true),
                new Meeting(
                        "both have it, ours is older", claims("a", NOON, it, it), claims("b", later, it, it), false),
                new Meeting(
                        "the other, though older, has nothing to do with it",
                        claims("a", later, Set.of(), it),
                        claims("b", NOON, Set.of(), Set.of()),
                        false));
    }

    @ParameterizedTest
    @MethodSource("meetings")
    void who_has_it_keeps_it_and_else_the_older_one_gets_it(Meeting given) {
        // when
        boolean othersIsIt = given.other().precedes(given.ours(), TOTALS);
        // then
        assertThat(othersIsIt).isEqualTo(given.othersIsIt());
    }

    record Collision(String name, UnaryOperator<String> edit, Set<Thing> othersHas, List<String> paths, Reason reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Collision> collisions() {
        UnaryOperator<String> unchanged = yaml -> yaml;
        Reason topic = Reason.TOPIC_OWNED_BY_ANOTHER;
        return Stream.of(
                new Collision("a listed topic", unchanged, Set.of(TOTALS), List.of("spec.topics[0].name"), topic),
                new Collision(
                        "a subject",
                        unchanged,
                        Set.of(Thing.subject(MAIN, "shop.totals-value")),
                        List.of("spec.schemas[0].subject"),
                        Reason.SUBJECT_OWNED_BY_ANOTHER),
                new Collision(
                        "the topic of its dead letters",
                        unchanged,
                        Set.of(Thing.topic(MAIN, "dlq.shop.totals")),
                        List.of("metadata.name"),
                        topic),
                new Collision(
                        "a topic that it only writes",
                        yaml -> yaml.replace("name: \"shop.totals\"", "name: \"shop.unused\""),
                        Set.of(TOTALS),
                        List.of("spec.sinks[0].topic"),
                        topic),
                new Collision(
                        "a topic that it only reads",
                        unchanged,
                        Set.of(Thing.topic(MAIN, "shop.events")),
                        List.of(),
                        topic),
                new Collision(
                        "a topic of that name in another cluster",
                        unchanged,
                        Set.of(new Thing(Thing.Kind.TOPIC, "elsewhere:9092", "shop.totals")),
                        List.of(),
                        topic));
    }

    @ParameterizedTest
    @MethodSource("collisions")
    void what_belongs_to_another_is_refused_with_its_field_and_the_owner(Collision given) {
        // given
        StreamingPipeline pipeline = pipeline(given.edit());
        Claims other = claims("older", NOON, given.othersHas(), Set.of());
        Ownership ownership = new Ownership(Claims.of(pipeline, "default", config()), List.of(other));
        // when
        List<Refusal> refusals = ownership.judge(pipeline.getSpec(), MAIN);
        // then
        assertThat(refusals).extracting(Refusal::path).isEqualTo(given.paths());
        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.reason()).isEqualTo(given.reason());
            assertThat(refusal.message())
                    .contains("belongs to pipeline shop/older")
                    .contains(";");
        });
    }

    @Test
    void the_oldest_of_several_is_named() {
        // given
        StreamingPipeline pipeline = pipeline(yaml -> yaml);
        Claims old = claims("old", Instant.EPOCH, Set.of(), Set.of(TOTALS));
        Claims oldest = claims("oldest", Instant.EPOCH.minusSeconds(1), Set.of(), Set.of(TOTALS));
        // when
        List<Refusal> refusals = new Ownership(Claims.of(pipeline, "default", config()), List.of(old, oldest))
                .judge(pipeline.getSpec(), MAIN);
        // then
        assertThat(refusals)
                .singleElement()
                .extracting(Refusal::message)
                .asString()
                .contains("shop/oldest");
    }

    @Test
    void a_cluster_is_the_same_through_whichever_connection() {
        // given
        StreamingPipeline pipeline = pipeline(yaml -> yaml.replace("cluster: \"default\"", "cluster: \"alias\""));
        // when
        Claims claims = Claims.of(pipeline, "default", config());
        // then
        assertThat(pipeline.getSpec().cluster()).isEqualTo("alias");
        assertThat(claims.wanted()).contains(TOTALS);
    }

    @Test
    void what_an_accepted_revision_owns_counts_beside_what_the_spec_asks_for() {
        // given
        StreamingPipeline pipeline = pipeline(yaml -> yaml);
        pipeline.setStatus(status());
        // when
        Claims claims = Claims.of(pipeline, "default", config());
        // then
        assertThat(claims.held())
                .containsExactlyInAnyOrder(Thing.topic(MAIN, "shop.former"), Thing.subject(MAIN, "shop.former-value"));
        assertThat(claims.wanted())
                .containsExactlyInAnyOrder(
                        TOTALS,
                        Thing.topic(MAIN, "dlq.shop.totals"),
                        Thing.topic(MAIN, "late.shop.totals"),
                        Thing.topic(MAIN, "ledger.shop.totals"),
                        Thing.subject(MAIN, "shop.totals-value"));
    }

    @Test
    void what_is_held_stays_where_it_is_when_the_spec_names_another_cluster() {
        // given
        StreamingPipeline pipeline = pipeline(yaml -> yaml.replace("cluster: \"default\"", "cluster: \"other\""));
        pipeline.setStatus(status());
        // when
        Claims claims = Claims.of(pipeline, "default", config());
        // then
        assertThat(pipeline.getSpec().cluster()).isEqualTo("other");
        assertThat(claims.held()).contains(Thing.topic(MAIN, "shop.former"));
        assertThat(claims.wanted()).contains(new Thing(Thing.Kind.TOPIC, "elsewhere:9092", "shop.totals"));
    }

    @Test
    void a_pipeline_that_is_deleted_keeps_what_it_has_until_it_is_gone_and_asks_for_nothing() {
        // given
        StreamingPipeline pipeline = pipeline(yaml -> yaml);
        pipeline.setStatus(status());
        pipeline.getMetadata().setDeletionTimestamp("2026-01-01T12:00:00Z");
        // when
        Claims claims = Claims.of(pipeline, "default", config());
        // then
        assertThat(claims.held()).hasSize(2);
        assertThat(claims.wanted()).isEmpty();
    }

    @Test
    void listing_a_name_that_the_namespace_may_not_own_keeps_nobody_from_it() {
        // given
        StreamingPipeline squatter = pipeline(yaml -> yaml.replace("\"shop.totals\"", "\"bank.totals\""));
        Thing bankTotals = Thing.topic(MAIN, "bank.totals");
        // when
        Claims without = Claims.of(squatter, "default", config());
        Claims with =
                Claims.of(squatter, "default", config(new TenancyRule(List.of("shop"), List.of("bank.*"), List.of())));
        // then
        assertThat(without.wanted()).doesNotContain(bankTotals);
        assertThat(with.wanted()).contains(bankTotals);
    }

    @Test
    void topics_that_another_has_as_well_are_shared() {
        // given
        Thing elsewhere = new Thing(Thing.Kind.TOPIC, "elsewhere:9092", "shop.other");
        Claims other = claims("other", NOON, Set.of(TOTALS, elsewhere), Set.of(Thing.topic(MAIN, "shop.wish")));
        Claims ours = claims("ours", NOON, Set.of(TOTALS), Set.of());
        // when
        Set<String> shared = new Ownership(ours, List.of(other)).sharedTopics(MAIN);
        // then
        assertThat(shared).containsExactly("shop.totals");
    }

    private static PipelineStatus status() {
        return new PipelineStatus(
                1L,
                PipelineStatus.Phase.RUNNING,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(
                        new SchemaStatus("shop.former-value", 1, 1, true),
                        new SchemaStatus("shop.events-value", 1, 2, false)),
                List.of(new TopicStatus("shop.former", 6, null, null, null)),
                null,
                null,
                null,
                null,
                null);
    }

    private static StreamingPipeline pipeline(UnaryOperator<String> edit) {
        try (InputStream yaml = OwnershipTest.class.getResourceAsStream("../pipeline/totals.yaml")) {
            StreamingPipeline read = Serialization.unmarshal(yaml, StreamingPipeline.class);
            return Serialization.unmarshal(edit.apply(Serialization.asYaml(read)), StreamingPipeline.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
