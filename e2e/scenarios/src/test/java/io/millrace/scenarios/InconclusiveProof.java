package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.definition.ledger.LedgerSum;
import io.millrace.platform.Platform;
import io.millrace.platform.shared.SharedPlatform;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Candidates of which nothing can be said: they have not passed, however long they run. */
class InconclusiveProof {

    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final int CHECKPOINTS = 10;
    private static final String EQUAL_RULE = "user_id >= 1";

    @Test
    void one_that_gets_no_data() {
        // given
        Platform platform = SharedPlatform.get();
        platform.operator();
        String namespace = platform.controlPlane().freshNamespace("silence");
        Kubectl kubectl = new Kubectl(platform.controlPlane(), namespace);
        PipelineView pipeline = new PipelineView(kubectl, Shop.PIPELINE);
        LedgerView ledger = new LedgerView(platform.kafka(), kubectl, namespace, Shop.PIPELINE);
        try (Shop shop = new Shop(platform, namespace, Visitors.partitions())) {
            String spec = withCanary(shop.resource());
            kubectl.apply(spec);
            eventually(pipeline::isReady);

            // when
            kubectl.apply(spec.replace("user_id > 0", EQUAL_RULE));
            eventually(() -> assertThat(stage(pipeline)).isEqualTo("Comparing"));
            long first = checkpoint(ledger);
            eventually(() -> {
                assertThat(verdict(pipeline)).isEqualTo("Inconclusive");
                assertThat(checkpoint(ledger)).isGreaterThan(first + CHECKPOINTS);
            });

            // then
            assertThat(verdict(pipeline)).isEqualTo("Inconclusive");
            pipeline.hasCondition("CanaryHealthy", "Unknown");
            kubectl.delete(Shop.PIPELINE);
            eventually(() -> assertThat(kubectl.exists("streamingpipelines", Shop.PIPELINE))
                    .as("the pipeline")
                    .isFalse());
        }
    }

    @Test
    void one_whose_live_job_writes_some_of_its_records_twice() {
        try (ShopAtWork work = ShopAtWork.open("at-least-once", 1)) {
            // given
            String spec = withCanary(work.resource()).replace("  flink:\n", "  delivery: at-least-once\n  flink:\n");
            work.kubectl.apply(spec);
            work.runs(1);
            work.kubectl.apply(spec.replace("user_id > 0", EQUAL_RULE));
            eventually(() -> assertThat(verdict(work.pipeline)).isEqualTo("Passed"));

            // when
            ProcessHandle worker = new FlinkProcesses(work.namespace, Shop.PIPELINE)
                    .taskManagers()
                    .get(0);
            worker.destroyForcibly();
            assertThat(worker.onExit()).succeedsWithin(Duration.ofSeconds(10));

            // then
            eventually(() -> assertThat(verdict(work.pipeline)).isEqualTo("Inconclusive"));
            eventually(() -> work.pipeline.hasRestarted(1));
            long first = checkpoint(work.ledger);
            eventually(() -> assertThat(checkpoint(work.ledger)).isGreaterThan(first + CHECKPOINTS));
            assertThat(verdict(work.pipeline)).isEqualTo("Inconclusive");
            work.delete();
        }
    }

    private static String withCanary(String spec) {
        return spec.stripTrailing()
                + """

                  rollout:
                    strategy: Canary
                    compare: {minRecords: 12}
                """;
    }

    private static String stage(PipelineView pipeline) {
        return pipeline.status("/rollout/stage").asText();
    }

    private static String verdict(PipelineView pipeline) {
        return pipeline.status("/rollout/verdict").asText();
    }

    /** The last one of the candidate. */
    private static long checkpoint(LedgerView ledger) {
        return ledger.latestOfCandidate().map(LedgerSum::checkpoint).orElse(0L);
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(AT_MOST).pollInterval(Duration.ofMillis(500)).untilAsserted(holds);
    }
}
