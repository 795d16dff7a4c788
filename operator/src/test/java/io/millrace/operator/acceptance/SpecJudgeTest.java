package io.millrace.operator.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.compiler.SchemaReference;
import io.millrace.definition.PipelineDefinition;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.jobs.Nonces;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.subjects.RegisteredSchema;
import io.millrace.operator.subjects.SubjectState;
import io.millrace.operator.topics.BrokerLimits;
import io.millrace.operator.topics.TopicState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpecJudgeTest {

    private static final Outage AWAY = new Outage(Reason.REGISTRY_UNREACHABLE, "the registry is away");
    private static final String EVENT =
            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "kind", "type": "string"},
              {"name": "happened_at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}""";

    private static final SpecFacts FACTS = facts();

    private static SpecFacts facts() {
        Map<String, Observed<TopicState>> topics = new HashMap<>();
        topics.put("shop.events", Observed.found(new TopicState("shop.events", "a", 4, 3, Map.of(), 2_000_000, false)));
        topics.put("shop.totals", Observed.absent());
        return new SpecFacts(
                Map.of(
                        SchemaReference.latest("shop.events-value"),
                        Observed.found(new RegisteredSchema("shop.events-value", 3, 11, EVENT))),
                Map.of(
                        "shop.totals-value",
                        Observed.found(new SubjectState(Optional.empty(), List.of(), Optional.empty(), List.of()))),
                topics,
                Observed.found(Map.of()),
                Observed.found(new BrokerLimits(3, Duration.ofMinutes(15), Map.of())),
                Observed.found(Set.of("v1_20", "v2_2")),
                Observed.absent(),
                ownedBy("nobody"));
    }

    /** Where somebody else has these topics. */
    private static Ownership ownedBy(String other, String... topics) {
        Set<Thing> held = Stream.of(topics)
                .map(topic -> new Thing(Thing.Kind.TOPIC, "kafka:9092", topic))
                .collect(Collectors.toSet());
        return new Ownership(
                new Claims(PipelineId.of(pipeline()), Instant.EPOCH, Set.of(), Set.of()),
                List.of(new Claims(new PipelineId("shop", other, other), Instant.EPOCH, held, Set.of())));
    }

    private static SpecFacts with(Observed<RegisteredSchema> events, Observed<SubjectState> totals) {
        return new SpecFacts(
                Map.of(SchemaReference.latest("shop.events-value"), events),
                Map.of("shop.totals-value", totals),
                FACTS.topics(),
                FACTS.objections(),
                FACTS.limits(),
                FACTS.flinkVersions(),
                FACTS.job(),
                FACTS.ownership());
    }

    private static SpecFacts with(String topic, Observed<TopicState> state) {
        Map<String, Observed<TopicState>> topics = new HashMap<>(FACTS.topics());
        topics.put(topic, state);
        return new SpecFacts(
                FACTS.references(),
                FACTS.owned(),
                topics,
                FACTS.objections(),
                FACTS.limits(),
                FACTS.flinkVersions(),
                FACTS.job(),
                FACTS.ownership());
    }

    private static SpecFacts with(BrokerLimits limits, Set<String> versions, Observed<JobState> job) {
        return new SpecFacts(
                FACTS.references(),
                FACTS.owned(),
                FACTS.topics(),
                FACTS.objections(),
                Observed.found(limits),
                Observed.found(versions),
                job,
                FACTS.ownership());
    }

    private static OperatorConfig config(List<OperatorConfig.TenancyRule> tenancy) {
        return new OperatorConfig(
                Map.of(
                        "default",
                        new OperatorConfig.Connection(
                                "default", "kafka:9092", Map.of(), Optional.of(URI.create("http://registry"))),
                        "plain",
                        new OperatorConfig.Connection("plain", "kafka:9092", Map.of(), Optional.empty())),
                tenancy,
                "s3://streams",
                new OperatorConfig.Flink(
                        "job:{version}", "flink", "http://{name}", Duration.ofMinutes(15), Duration.ofMinutes(2)),
                new OperatorConfig.Defaults(6, 3, Duration.ofDays(14)),
                Optional.empty(),
                8080);
    }

    private static StreamingPipeline pipeline() {
        try (InputStream yaml = SpecJudgeTest.class.getResourceAsStream("/io/millrace/operator/pipeline/totals.yaml")) {
            return Serialization.unmarshal(yaml, StreamingPipeline.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Verdict judge(StreamingPipeline pipeline, SpecFacts facts) {
        return new SpecJudge(config(List.of()), "1.0")
                .judge(PipelineId.of(pipeline), pipeline.getSpec(), facts, Optional.empty(), Inheritance.NONE);
    }

    /** The spec as YAML, edited as text. */
    private static StreamingPipeline edited(String from, String to) {
        PipelineSpec spec = pipeline().getSpec();
        String yaml = Serialization.asYaml(spec);
        assertThat(yaml).contains(from);
        StreamingPipeline pipeline = pipeline();
        pipeline.setSpec(Serialization.unmarshal(yaml.replace(from, to), PipelineSpec.class));
        return pipeline;
    }

    record Refused(String name, StreamingPipeline pipeline, SpecFacts facts, Reason reason, String path, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static SubjectState totals(String schema, List<String> objections) {
        return new SubjectState(
                Optional.of("BACKWARD"),
                List.of(new RegisteredSchema("shop.totals-value", 1, 5, schema)),
                Optional.empty(),
                objections);
    }

    static Stream<Refused> refused() {
        BrokerLimits limits = new BrokerLimits(3, Duration.ofMinutes(15), Map.of());
        Set<String> versions = Set.of("v2_2");
        Observed<RegisteredSchema> events = Observed.found(new RegisteredSchema("shop.events-value", 3, 11, EVENT));
        JobState foreign = new JobState(
                "uid",
                1,
                false,
                false,
                new JobState.Spec("", true),
                Optional.empty(),
                false,
                "",
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Nonces.NONE,
                Optional.empty());
        String incompatible =
                "{\"type\": \"record\", \"name\": \"Total\", \"fields\": [{\"name\": \"kind\", \"type\": \"string\"}]}";
        return Stream.of(
                new Refused(
                        "a connection that the administrator does not know",
                        edited("cluster: \"default\"", "cluster: \"moon\""),
                        FACTS,
                        Reason.CLUSTER_UNKNOWN,
                        "spec.cluster",
                        "name one of these: default, plain"),
                new Refused(
                        "subjects on a connection without a registry",
                        edited("cluster: \"default\"", "cluster: \"plain\""),
                        FACTS,
                        Reason.CLUSTER_UNKNOWN,
                        "spec.schemas",
                        "no schema registry"),
                new Refused(
                        "a topic of another namespace",
                        edited("name: \"shop.totals\"", "name: \"bank.totals\""),
                        FACTS,
                        Reason.NOT_ALLOWED,
                        "spec.topics[0].name",
                        "begins with 'shop.'"),
                new Refused(
                        "a subject of another namespace",
                        edited("- subject: \"shop.totals-value\"", "- subject: \"bank.totals-value\""),
                        FACTS,
                        Reason.NOT_ALLOWED,
                        "spec.schemas[0].subject",
                        "begins with 'shop.'"),
                new Refused(
                        "a schema that is not registered",
                        pipeline(),
                        with(Observed.absent(), Observed.found(totals("", List.of()))),
                        Reason.SCHEMA_NOT_FOUND,
                        "spec.sources[0].decode.subject",
                        "is not in the registry"),
                new Refused(
                        "a schema that breaks the level, though the registry has nothing to say",
                        pipeline(),
                        with(events, Observed.found(totals(incompatible, List.of()))),
                        Reason.SCHEMA_INCOMPATIBLE,
                        "spec.schemas[0].schema",
                        "BACKWARD"),
                new Refused(
                        "a schema that the registry objects to",
                        pipeline(),
                        with(
                                events,
                                Observed.found(new SubjectState(
                                        Optional.of("BACKWARD"), List.of(), Optional.empty(), List.of("not today")))),
                        Reason.SCHEMA_INCOMPATIBLE,
                        "spec.schemas[0].schema",
                        "not today"),
                new Refused(
                        "an expression that names no column",
                        edited("kind IN ('view', 'purchase')", "colour = 'red'"),
                        FACTS,
                        Reason.SPEC_INVALID,
                        "spec.steps[0].validate[0].expr",
                        "colour"),
                new Refused(
                        "a candidate's resources that are no quantity",
                        edited(
                                "cluster: \"default\"",
                                "cluster: \"default\"\nrollout: {resources: {taskManager: {cpu: abc}}}"),
                        FACTS,
                        Reason.SPEC_INVALID,
                        "spec.rollout.resources.taskManager.cpu",
                        "'abc' is no quantity; write for instance 500m"),
                new Refused(
                        "a topic of somebody else's that would refuse what is written a little late",
                        edited("name: \"shop.totals\"", "name: \"shop.other\""),
                        with(
                                "shop.totals",
                                Observed.found(new TopicState(
                                        "shop.totals",
                                        "b",
                                        4,
                                        3,
                                        Map.of("message.timestamp.before.max.ms", "1000"),
                                        2_000_000,
                                        false))),
                        Reason.TOPIC_CONFIG_REFUSED,
                        "spec.sinks[0].topic",
                        "message.timestamp.before.max.ms"),
                new Refused(
                        "a topic with a setting of somebody else's, of which the spec says nothing",
                        pipeline(),
                        with(
                                "shop.totals",
                                Observed.found(new TopicState(
                                        "shop.totals",
                                        "b",
                                        4,
                                        3,
                                        Map.of("message.timestamp.before.max.ms", "1000"),
                                        2_000_000,
                                        true))),
                        Reason.TOPIC_CONFIG_REFUSED,
                        "spec.topics[0].config",
                        "message.timestamp.before.max.ms"),
                new Refused(
                        "brokers whose segments are smaller than a batch",
                        pipeline(),
                        with(
                                new BrokerLimits(3, Duration.ofMinutes(15), Map.of("segment.bytes", "65536")),
                                versions,
                                Observed.absent()),
                        Reason.TOPIC_CONFIG_REFUSED,
                        "spec.topics[0].config",
                        "set it to at least 131072"),
                new Refused(
                        "a topic that is read and not there",
                        pipeline(),
                        with("shop.events", Observed.absent()),
                        Reason.TOPIC_NOT_FOUND,
                        "spec.sources[0].topic",
                        "list it under spec.topics"),
                new Refused(
                        "a topic with more partitions than are wanted",
                        pipeline(),
                        with(
                                "shop.totals",
                                Observed.found(new TopicState("shop.totals", "b", 9, 3, Map.of(), 1_048_588, false))),
                        Reason.PARTITION_SHRINK,
                        "spec.topics[0].partitions",
                        "at least 9"),
                new Refused(
                        "brokers that end transactions early",
                        pipeline(),
                        with(new BrokerLimits(3, Duration.ofMinutes(5), Map.of()), versions, Observed.absent()),
                        Reason.TRANSACTION_TIMEOUT,
                        "",
                        "transaction.max.timeout.ms"),
                new Refused(
                        "checkpoints that outlast a transaction",
                        edited("timeout: \"10m\"", "timeout: \"20m\""),
                        FACTS,
                        Reason.TRANSACTION_TIMEOUT,
                        "spec.flink.checkpoints",
                        "make them 450 s shorter"),
                new Refused(
                        "checkpoints that leave nothing for an outage",
                        edited("timeout: \"10m\"", "timeout: \"14m\""),
                        FACTS,
                        Reason.TRANSACTION_TIMEOUT,
                        "spec.flink.checkpoints",
                        "120 s are kept for an outage"),
                new Refused(
                        "a Flink Kubernetes operator that is too old",
                        pipeline(),
                        with(limits, Set.of("v1_20"), Observed.absent()),
                        Reason.FLINK_VERSION_UNSUPPORTED,
                        "",
                        "v2_2"),
                new Refused(
                        "a name that is taken",
                        pipeline(),
                        with(limits, versions, Observed.found(foreign)),
                        Reason.RESOURCE_CONFLICT,
                        "metadata.name",
                        "another name"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void is_refused_with_reason_path_and_remedy(Refused given) {
        // when
        Verdict verdict = judge(given.pipeline(), given.facts());
        // then
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        assertThat(((Verdict.Refused) verdict).refusals()).anySatisfy(refusal -> {
            assertThat(refusal.reason()).isEqualTo(given.reason());
            assertThat(refusal.path()).isEqualTo(given.path());
            assertThat(refusal.message()).contains(given.says());
        });
    }

    @Test
    void what_the_brokers_object_to_is_refused_in_their_words() {
        // given
        Draft draft = ((Verdict.Accepted) judge(pipeline(), FACTS)).draft();
        SpecFacts objected = new SpecFacts(
                FACTS.references(),
                FACTS.owned(),
                FACTS.topics(),
                Observed.found(Map.of(draft.topicChanges().get(0), "Unknown topic config name: colour")),
                FACTS.limits(),
                FACTS.flinkVersions(),
                FACTS.job(),
                FACTS.ownership());
        // when
        Verdict verdict = judge(pipeline(), objected);
        // then
        assertThat(((Verdict.Refused) verdict).refusals())
                .containsExactly(new Refusal(
                        Reason.TOPIC_CONFIG_REFUSED,
                        "spec.topics[0]",
                        "the brokers would refuse topic shop.totals: Unknown topic config name: colour"));
    }

    @Test
    void a_topic_of_another_pipeline_is_refused_before_anything_is_asked_of_the_brokers() {
        // given
        SpecFacts taken = new SpecFacts(
                FACTS.references(),
                FACTS.owned(),
                FACTS.topics(),
                Observed.unreachable(AWAY),
                FACTS.limits(),
                FACTS.flinkVersions(),
                FACTS.job(),
                ownedBy("orders", "shop.totals"));
        // when
        Verdict verdict = judge(pipeline(), taken);
        // then
        assertThat(((Verdict.Refused) verdict).refusals())
                .containsExactly(new Refusal(
                        Reason.TOPIC_OWNED_BY_ANOTHER,
                        "spec.topics[0].name",
                        "topic shop.totals belongs to pipeline shop/orders; choose another name, or have that pipeline"
                                + " give it up or deleted"));
    }

    @Test
    void nobody_is_refused_while_somebody_cannot_be_asked() {
        // when
        Verdict verdict = judge(pipeline(), with(Observed.unreachable(AWAY), Observed.unreachable(AWAY)));
        // then
        assertThat(verdict).isEqualTo(new Verdict.Undecided(List.of(AWAY)));
    }

    @Test
    void what_is_wrong_for_certain_is_said_although_somebody_cannot_be_asked() {
        // given
        StreamingPipeline pipeline = edited("name: \"shop.totals\"", "name: \"bank.totals\"");
        // when
        Verdict verdict = judge(pipeline, with(Observed.unreachable(AWAY), Observed.unreachable(AWAY)));
        // then
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void what_is_written_without_transactions_may_have_rare_checkpoints() {
        // given
        StreamingPipeline pipeline = edited("timeout: \"10m\"", "timeout: \"20m\"");
        String yaml = Serialization.asYaml(pipeline.getSpec());
        pipeline.setSpec(Serialization.unmarshal(yaml + "delivery: at-least-once\n", PipelineSpec.class));
        // when
        Verdict verdict = judge(pipeline, FACTS);
        // then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> assertThat(
                        accepted.draft().definition().delivery())
                .isEqualTo(PipelineDefinition.Delivery.AT_LEAST_ONCE));
    }

    @Test
    void the_administrator_can_let_a_namespace_own_other_names() {
        // given
        StreamingPipeline pipeline = edited("name: \"shop.totals\"", "name: \"bank.totals\"");
        var rule = new OperatorConfig.TenancyRule(List.of("sh*"), List.of("bank.*"), List.of());
        // when
        Verdict verdict = new SpecJudge(config(List.of(rule)), "1.0")
                .judge(PipelineId.of(pipeline), pipeline.getSpec(), FACTS, Optional.empty(), Inheritance.NONE);
        // then
        assertThat(((Verdict.Refused) verdict).refusals())
                .extracting(Refusal::reason)
                .doesNotContain(Reason.NOT_ALLOWED);
    }

    @Test
    void a_draft_has_the_pins_the_limits_and_all_that_is_to_do() {
        // when
        Draft draft = ((Verdict.Accepted) judge(pipeline(), FACTS)).draft();
        // then
        assertThat(draft.schemas())
                .extracting(pin -> pin.subject() + " " + pin.version() + " " + pin.id() + " " + pin.owned())
                .containsExactly("shop.totals-value 1 0 true", "shop.events-value 3 11 false");
        assertThat(draft.run().largestRecordBytes()).isEqualTo(2_000_000 + 64 * 1024);
        assertThat(draft.run().sinkTopics()).containsOnlyKeys("shop.totals");
        assertThat(draft.subjectChanges()).hasSize(2);
        assertThat(draft.topicChanges())
                .extracting(change -> change.topic())
                .containsExactly("shop.totals", "dlq.shop.totals", "late.shop.totals", "ledger.shop.totals");
    }

    @Test
    void the_largest_record_of_a_topic_may_be_a_number_of_ten_digits() {
        // given
        StreamingPipeline pipeline = edited("\"compact\"", "\"compact\"\n    max.message.bytes: \"2000000000\"");
        // when
        Draft draft = ((Verdict.Accepted) judge(pipeline, FACTS)).draft();
        // then
        assertThat(draft.run().sinkTopic("shop.totals").largestRecordBytes()).isEqualTo(2_000_000_000);
    }

    @Test
    void a_topic_that_is_yet_to_be_made_takes_what_the_brokers_say() {
        // given
        BrokerLimits limits = new BrokerLimits(3, Duration.ofMinutes(15), Map.of("max.message.bytes", "500000"));
        // when
        Draft draft = ((Verdict.Accepted) judge(pipeline(), with(limits, Set.of("v2_2"), Observed.absent()))).draft();
        // then
        assertThat(draft.run().sinkTopic("shop.totals").largestRecordBytes()).isEqualTo(500_000);
    }

    record Edit(String name, UnaryOperator<String> change, boolean sameRevision) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Edit> edits() {
        return Stream.of(
                new Edit("nothing", yaml -> yaml, true),
                new Edit("suspend", yaml -> yaml.replace("suspend: false", "suspend: true"), true),
                new Edit("deletion policy", yaml -> yaml.replace("\"Retain\"", "\"Delete\""), true),
                new Edit("a rule", yaml -> yaml.replace("'view', ", ""), false),
                new Edit("partitions", yaml -> yaml.replace("partitions: 4", "partitions: 8"), false),
                new Edit("topic configuration", yaml -> yaml.replace("\"compact\"", "\"compact,delete\""), false),
                new Edit("compatibility", yaml -> yaml.replace("\"BACKWARD\"", "\"FULL\""), false),
                new Edit("parallelism", yaml -> yaml.replace("parallelism: 2", "parallelism: 3"), false),
                new Edit("memory", yaml -> yaml.replace("\"2Gi\"", "\"3Gi\""), false));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void an_edit_makes_another_revision_only_if_something_else_would_run(Edit edit) {
        // given
        String before = ((Verdict.Accepted) judge(pipeline(), FACTS)).draft().hash();
        StreamingPipeline edited = pipeline();
        edited.setSpec(Serialization.unmarshal(
                edit.change().apply(Serialization.asYaml(edited.getSpec())), PipelineSpec.class));
        // when
        String after = ((Verdict.Accepted) judge(edited, FACTS)).draft().hash();
        // then
        assertThat(after.equals(before)).isEqualTo(edit.sameRevision());
    }

    @Test
    void the_hash_does_not_change_when_the_registry_gives_the_schema_its_id() {
        // given
        String schema = pipeline().getSpec().schemas().get(0).schema();
        RegisteredSchema registered = new RegisteredSchema("shop.totals-value", 1, 12, schema);
        SpecFacts after = with(
                Observed.found(new RegisteredSchema("shop.events-value", 3, 11, EVENT)),
                Observed.found(new SubjectState(
                        Optional.of("BACKWARD"), List.of(registered), Optional.of(registered), List.of())));
        // when
        Draft before = ((Verdict.Accepted) judge(pipeline(), FACTS)).draft();
        Draft later = ((Verdict.Accepted) judge(pipeline(), after)).draft();
        // then
        assertThat(later.hash()).isEqualTo(before.hash());
        assertThat(later.subjectChanges()).isEmpty();
    }
}
