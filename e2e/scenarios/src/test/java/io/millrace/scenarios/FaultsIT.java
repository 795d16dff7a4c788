package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.platform.clickstream.Clickstream;
import io.millrace.platform.clickstream.Fault;
import io.millrace.platform.controlplane.AuditLog.Request;
import io.millrace.platform.local.LocalPlatform;
import io.millrace.platform.process.RestartableChild;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One system after the other goes away under a pipeline at work and comes back. Its user is told which and since when,
 * nobody touches the job, and what comes out is what would have come out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    private static final Duration AT_MOST = Duration.ofMinutes(4);
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Path NEWER_SCHEMA =
            Path.of("src/test/resources/clickstream/clickstream-value-with-campaign.avsc");

    // One that is not framed needs no registry, so the others show better what waits for it.
    private static final Clickstream STREAM = new Clickstream(
            5,
            3_600,
            2,
            Instant.parse("2026-06-07T08:00:00Z"),
            36,
            Map.of(Fault.NULL_USER, 60, Fault.CUT_SHORT, 40, Fault.UNKNOWN_SCHEMA, 20));

    private final LocalPlatform platform = OwnPlatform.get();
    private final String namespace = platform.controlPlane().freshNamespace("faults");
    private final Kubectl kubectl = new Kubectl(platform.controlPlane(), namespace);
    private final PipelineView pipeline = new PipelineView(kubectl, Shop.PIPELINE);
    private final Pieces stream = new Pieces(STREAM);
    private final Shop shop = new Shop(platform, namespace, STREAM.partitions());

    @BeforeAll
    void apply() {
        platform.operator();
        kubectl.apply(resource());
    }

    // Checkpoints fail while a record waits for its schema: that must not make the job start again.
    private String resource() {
        return shop.resource().replace("interval: 2s", "interval: 2s, timeout: 5s");
    }

    @BeforeEach
    void allIsWell() {
        eventually(pipeline::isReady);
    }

    @AfterAll
    void delete() {
        kubectl.delete(Shop.PIPELINE);
        eventually(() -> assertThat(kubectl.exists("streamingpipelines", Shop.PIPELINE))
                .as("the pipeline")
                .isFalse());
        shop.close();
    }

    @Test
    void without_its_registry_the_job_waits_for_a_new_schema_and_makes_no_dead_letter() {
        // given
        send();
        eventually(this::allThatIsDueIsThere);
        LeftAlone job = LeftAlone.from(platform, kubectl);
        int deadLetters = shop.deadLetters().size();
        int restarts = pipeline.restarts();
        shop.useSchema(NEWER_SCHEMA);

        // when
        Instant since = take(platform.registryProcess());
        send();

        // then
        within(() -> says("SchemasValid", "Unknown", "RegistryUnreachable", "the schema registry", since));
        within(() -> pipeline.hasCondition("Ready", "Unknown"));
        pipeline.hasCondition("JobRunning", "True");
        assertThat(shop.deadLetters()).as("dead letters").hasSize(deadLetters);

        platform.registryProcess().restart();
        recovered(job);
        assertThat(pipeline.restarts()).as("restarts of the job").isEqualTo(restarts);
    }

    @Test
    void without_kafka_the_job_waits_and_goes_on() {
        // given
        send();
        LeftAlone job = LeftAlone.from(platform, kubectl);

        // when
        Instant since = take(platform.kafkaProcess());

        // then
        within(() -> says("TopicsReady", "Unknown", "KafkaUnreachable", "Kafka of connection default", since));
        within(() -> pipeline.hasCondition("Ready", "Unknown"));

        platform.kafkaProcess().restart();
        send();
        recovered(job);
    }

    @Test
    void while_flink_does_not_answer_its_job_works_on() {
        // given
        LeftAlone job = LeftAlone.from(platform, kubectl);

        // when
        Instant since = now();
        misbehave("rest-silent");
        send();

        // then
        within(() -> says("JobRunning", "Unknown", "FlinkUnreachable", "Flink's REST API", since));
        within(() -> pipeline.hasCondition("Ready", "Unknown"));
        eventually(this::allThatIsDueIsThere);

        behave();
        recovered(job);
    }

    @Test
    void a_job_whose_taskmanager_cannot_come_back_is_not_called_running() {
        // given
        LeftAlone job = LeftAlone.from(platform, kubectl);

        // when
        Instant since = now();
        misbehave("taskmanager-gone");
        send();

        // then
        within(() -> pipeline.conditionSays("JobRunning", "TaskManagersMissing", "the job has no TaskManager"));
        within(() -> pipeline.hasCondition("Ready", "False"));
        assertThat(pipeline.since("JobRunning")).isBetween(since, since.plus(WITHIN));

        behave();
        recovered(job);
    }

    @Test
    void an_api_server_that_restarts_finds_an_operator_that_works_on_and_repeats_nothing() {
        // given
        LeftAlone job = LeftAlone.from(platform, kubectl);
        String revision = pipeline.revision();
        long generation = generation();

        // when
        restart(platform.apiServerProcess());

        // then
        send();
        recovered(job);

        // when it happens again in the middle of an upgrade
        kubectl.apply(resource().replace("user_id > 0", "user_id >= 1"));
        within(() -> pipeline.hasPhase("Upgrading"));
        restart(platform.apiServerProcess());

        // then
        send();
        eventually(() -> assertThat(pipeline.revision()).isNotEqualTo(revision));
        eventually(pipeline::isReady);
        // What was read right before the stop may have closed no window yet; Flink learns how late it is from what
        // comes.
        send();
        eventually(this::allThatIsDueIsThere);
        job.hasTheSameOperator();
        assertThat(generation()).as("one edit to stop, one to start").isEqualTo(generation + 2);
        assertThat(job.effects())
                .filteredOn(effect -> effect.verb().equals("create") && effect.succeeded())
                .extracting(Request::resource)
                .as("the new revision, and what is known of the savepoint")
                .containsExactly("configmaps", "controllerrevisions", "configmaps");
        assertThat(pipeline.status("/savepoints")).as("savepoints").hasSize(1);
    }

    private static Instant take(RestartableChild part) {
        Instant now = now();
        part.kill();
        return now;
    }

    private static void restart(RestartableChild part) {
        part.kill();
        part.restart();
    }

    private void send() {
        shop.send(stream.next());
    }

    private void misbehave(String how) {
        kubectl.annotate("flinkdeployments", Shop.PIPELINE, "millrace.io/misbehave=" + how);
    }

    private void behave() {
        kubectl.annotate("flinkdeployments", Shop.PIPELINE, "millrace.io/misbehave-");
    }

    private long generation() {
        JsonNode deployment = kubectl.get("flinkdeployments", Shop.PIPELINE);
        return deployment.at("/metadata/generation").asLong();
    }

    private void recovered(LeftAlone job) {
        eventually(pipeline::isReady);
        eventually(this::allThatIsDueIsThere);
        job.isStillSo();
    }

    private void allThatIsDueIsThere() {
        assertThat(shop.output()).isEqualTo(stream.due());
    }

    /** Which system it is, and since when. */
    private void says(String type, String status, String reason, String which, Instant since) {
        pipeline.hasCondition(type, status);
        pipeline.conditionSays(type, reason, which);
        String message = pipeline.message(type);
        assertThat(message).matches(".*, since [0-9T:-]+Z");
        Instant said = Instant.parse(message.substring(message.lastIndexOf(' ') + 1));
        assertThat(said).as(message).isBetween(since, since.plus(WITHIN));
    }

    // Times in a status are whole seconds.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void within(ThrowingRunnable holds) {
        await().atMost(WITHIN).pollInterval(Duration.ofMillis(500)).untilAsserted(holds);
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(AT_MOST).pollInterval(Duration.ofMillis(500)).untilAsserted(holds);
    }
}
