package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.platform.shared.SharedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user can get wrong, each with the sentence that says so, and with a job that runs on meanwhile. */
@BesideOthers
class InvalidInputIT {

    private static final String STANDING = "orders";
    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final Duration SECONDS = Duration.ofSeconds(15);

    private static final SharedPlatform PLATFORM = SharedPlatform.get();
    private static final String NAMESPACE = PLATFORM.controlPlane().freshNamespace("invalid-input");
    private static final Kubectl KUBECTL = new Kubectl(PLATFORM.controlPlane(), NAMESPACE);
    private static final InputFile BEFORE = InputFile.named("valid-orders.yaml");

    private static Running running;
    private static Refusals refusals;

    @BeforeAll
    static void a_pipeline_runs(@TempDir Path folder) throws ExecutionException, InterruptedException {
        PLATFORM.operator();
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, PLATFORM.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(NAMESPACE + ".orders", 2, (short) 1),
                            new NewTopic(NAMESPACE + ".wide", 4, (short) 1)))
                    .all()
                    .get();
        }
        stands(BEFORE.last(NAMESPACE));
        running = Running.now();
        // All at once, which is as if one came after the other: nothing is stored.
        InputFile.refusedAtApply().forEach(file -> file.stoodBefore(NAMESPACE).forEach(InvalidInputIT::stands));
        refusals = Refusals.of(KUBECTL, InputFile.refusedAtApply(), NAMESPACE, folder);
    }

    static Stream<InputFile> atApply() {
        return InputFile.refusedAtApply().stream();
    }

    static Stream<InputFile> asCondition() {
        return InputFile.refusedAsCondition().stream();
    }

    @ParameterizedTest
    @MethodSource("atApply")
    void is_refused_by_the_api_server(InputFile file) {
        assertThat(refusals.of(file)).contains(file.expected(NAMESPACE));
    }

    // One mistake follows the other, as when somebody tries until it fits: none is looked at for what was before it.
    @ParameterizedTest
    @MethodSource("asCondition")
    void is_refused_as_a_condition_within_seconds_and_what_runs_is_left_alone(InputFile file) {
        // given
        file.stoodBefore(NAMESPACE).forEach(InvalidInputIT::stands);

        // when
        String mistake = file.last(NAMESPACE);
        KUBECTL.apply(mistake);

        // then
        String name = InputFile.nameOf(mistake);
        PipelineView pipeline = new PipelineView(KUBECTL, name);
        eventually(SECONDS, () -> pipeline.isRefused(file.refused(), file.expected(NAMESPACE)));
        assertThat(Running.now()).isEqualTo(running);
        if (!name.equals(STANDING)) {
            assertThat(KUBECTL.exists("flinkdeployments", name)).isFalse();
        }
    }

    @AfterAll
    static void what_was_right_before_all_mistakes_is_right_again() {
        stands(BEFORE.last(NAMESPACE));
        assertThat(Running.now()).isEqualTo(running);
    }

    /** What an edit that is refused must not change. */
    private record Running(String revision, String job, long generation, String jobRunning) {

        static Running now() {
            JsonNode status = KUBECTL.pipeline(STANDING).get("status");
            JsonNode deployment = KUBECTL.get("flinkdeployments", STANDING);
            return new Running(
                    status.at("/revision/current").asText(),
                    deployment.at("/status/jobStatus/jobId").asText(),
                    deployment.at("/metadata/generation").asLong(),
                    deployment.at("/status/jobStatus/state").asText());
        }
    }

    private static void stands(String document) {
        KUBECTL.apply(document);
        String name = InputFile.nameOf(document);
        if (name.equals(STANDING)) {
            PipelineView pipeline = new PipelineView(KUBECTL, name);
            eventually(AT_MOST, pipeline::isReady);
        } else {
            // Who is older owns a topic, and Kubernetes counts in seconds.
            eventually(AT_MOST, () -> assertThat(createdAt(name))
                    .isBefore(Instant.now().minusSeconds(1)));
        }
    }

    private static Instant createdAt(String name) {
        return Instant.parse(
                KUBECTL.pipeline(name).at("/metadata/creationTimestamp").asText());
    }

    private static void eventually(Duration atMost, ThrowingRunnable holds) {
        await().atMost(atMost).pollInterval(Duration.ofMillis(300)).untilAsserted(holds);
    }
}
