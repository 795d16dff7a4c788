package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.platform.clickstream.Clickstream;
import io.millrace.platform.clickstream.Expectation;
import io.millrace.platform.shared.SharedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** A pipeline's life: refused, corrected, run, changed, stopped, started, deleted. */
@BesideOthers
class LifecycleIT {

    private static final Duration AT_MOST = Duration.ofMinutes(4);

    private static final Clickstream STREAM =
            new Clickstream(7, 4_000, 2, Instant.parse("2026-04-02T08:00:00Z"), 12, Map.of());

    @Test
    void a_pipeline_is_corrected_upgraded_suspended_resumed_and_deleted_without_losing_or_repeating_a_record() {
        SharedPlatform platform = SharedPlatform.get();
        platform.operator();
        String namespace = platform.controlPlane().freshNamespace("lifecycle");
        Kubectl kubectl = new Kubectl(platform.controlPlane(), namespace);
        PipelineView pipeline = new PipelineView(kubectl, Shop.PIPELINE);
        try (Shop shop = new Shop(platform, namespace, STREAM.partitions())) {
            var clicks = STREAM.clicks();

            // A mistake is refused with its place, and nothing is created.
            kubectl.apply(shop.resource().replace("user_id > 0", "user > 0"));
            eventually(() -> pipeline.conditionSays("Ready", "SpecInvalid", "spec.steps[0].validate[0].expr"));
            assertThat(kubectl.exists("flinkdeployments", Shop.PIPELINE)).isFalse();

            // Corrected, it runs.
            kubectl.apply(shop.resource());
            eventually(pipeline::isReady);
            assertThat(pipeline.revision()).startsWith("1-");
            shop.send(clicks.subList(0, 1_000));

            // A changed rule makes a new revision, which goes on from a savepoint.
            kubectl.apply(shop.resource().replace("user_id > 0", "user_id >= 1"));
            eventually(() -> assertThat(pipeline.revision()).startsWith("2-"));
            eventually(pipeline::isReady);
            assertThat(pipeline.status("/savepoints/0/path").asText()).isNotEmpty();
            shop.send(clicks.subList(1_000, 2_000));

            // A bad edit disturbs nothing.
            kubectl.apply(shop.resource().replace("SUM(price)", "SUM(event_type)"));
            eventually(() -> pipeline.conditionSays("Ready", "SpecInvalid", "spec.steps[1].window.aggregate[1].expr"));
            pipeline.hasCondition("JobRunning", "True");
            assertThat(pipeline.revision()).startsWith("2-");
            kubectl.apply(shop.resource().replace("user_id > 0", "user_id >= 1"));
            eventually(pipeline::isReady);
            assertThat(pipeline.revision())
                    .as("the same content is no new revision")
                    .startsWith("2-");

            // Open windows go from disk to memory and back, and output from transactions to none and back.
            kubectl.patch(Shop.PIPELINE, "{\"delivery\":\"at-least-once\",\"flink\":{\"stateBackend\":\"heap\"}}");
            eventually(() -> assertThat(pipeline.revision()).startsWith("3-"));
            eventually(pipeline::isReady);
            shop.send(clicks.subList(2_000, 2_500));
            kubectl.patch(Shop.PIPELINE, "{\"delivery\":\"exactly-once\",\"flink\":{\"stateBackend\":\"rocksdb\"}}");
            eventually(() -> assertThat(pipeline.revision()).startsWith("4-"));
            eventually(pipeline::isReady);

            // Suspended and resumed.
            kubectl.patch(Shop.PIPELINE, "{\"suspend\":true}");
            eventually(() -> pipeline.hasPhase("Suspended"));
            shop.send(clicks.subList(2_500, clicks.size()));
            kubectl.patch(Shop.PIPELINE, "{\"suspend\":false}");
            eventually(pipeline::isReady);
            eventually(() -> assertThat(shop.output()).isEqualTo(Expectation.of(STREAM)));

            // Deleted: the job goes, the topic stays, as its policy says.
            kubectl.delete(Shop.PIPELINE);
            eventually(() -> assertThat(kubectl.exists("streamingpipelines", Shop.PIPELINE))
                    .as("the pipeline")
                    .isFalse());
            assertThat(kubectl.exists("flinkdeployments", Shop.PIPELINE)).isFalse();
            assertThat(shop.output()).as("after the deletion").isEqualTo(Expectation.of(STREAM));
        }
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(AT_MOST).pollInterval(Duration.ofMillis(500)).untilAsserted(holds);
    }
}
