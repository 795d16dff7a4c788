package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Revisions that write the same, one of them for much more processor time: what the gates on both come to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class GatesProof {

    // A verdict by the minute takes thirteen of them.
    private static final Duration AT_MOST = Duration.ofMinutes(16);

    private static final String KNOWN = "- {rule: known-type, ";
    // Each position of the long text is compared until almost the end of the pattern.
    private static final String SLOW = "- {rule: slow, expr: \"CONCAT(event_type, '%s') NOT LIKE '%%%sb%%'\"}\n    "
            .formatted("a".repeat(3_000), "a".repeat(100));

    private final ShopAtWork work = ShopAtWork.open("gates", 1);
    private final String spec = work.resource().stripTrailing()
            + """

              rollout:
                strategy: Canary
                compare: {minRecords: 12}
                gates:
                - {metric: deadLetterRatio, maxRatio: 1.2}
                - {metric: lateRatio, maxRatio: 1.2}
                - {metric: restarts, maxIncrease: 0}
                - {metric: checkpointFailures, maxIncrease: 0}
                - {metric: lag, maxIncrease: 3000}
                - {metric: checkpointDuration, maxIncrease: 2000}
                - {metric: cpuPerRecord, maxRatio: 1.8}
                deadlines: {canary: 30m}
            """;

    @BeforeAll
    void start() {
        work.kubectl.apply(spec);
        work.runs(1);
    }

    @AfterAll
    void end() {
        work.closesWithExactBooks(0);
        assertThat(work.jobs.jobs()).as("live jobs that ran").hasSize(1);
        work.delete();
        work.close();
    }

    @Test
    @Order(1)
    void a_revision_that_does_the_same_passes_all_of_them() {
        // when
        comparing(spec.replace("user_id > 0", "user_id >= 1"));

        // then
        eventually(() -> assertThat(verdict()).as("%s", rollout()).isEqualTo("Passed"));
        assertThat(gates()).hasSize(7).as("%s", rollout()).allSatisfy((metric, verdict) -> assertThat(verdict)
                .as(metric)
                .isEqualTo("Passed"));
        assertThat(work.differences()).isEmpty();
        work.kubectl.apply(spec);
        work.eventually(() -> assertThat(stage()).isEqualTo("Ended"));
    }

    @Test
    @Order(2)
    void a_step_that_has_become_slower_fails_the_one_on_processor_time_and_is_given_up() {
        // given
        String live = work.pipeline.revision();

        // when
        comparing(spec.replace(KNOWN, SLOW + KNOWN));

        // then
        eventually(() -> assertThat(verdict()).as("%s", rollout()).isEqualTo("Failed"));
        Map<String, String> gates = gates();
        assertThat(gates.remove("cpuPerRecord")).as("%s", rollout()).isEqualTo("Failed");
        assertThat(gates).as("%s", rollout()).doesNotContainValue("Failed");
        work.eventually(() -> assertThat(stage()).isEqualTo("Ended"));
        assertThat(rollout().path("outcome").asText()).isEqualTo("Aborted");
        assertThat(rollout().path("message").asText()).contains("CPU time for each record");
        assertThat(rollout().at("/sinks/0/equal").asLong()).isPositive();
        assertThat(work.differences()).isEmpty();
        assertThat(work.pipeline.revision()).isEqualTo(live);
    }

    private void comparing(String edited) {
        assertThat(edited).as("the edit").isNotEqualTo(spec);
        String before = candidate();
        work.kubectl.apply(edited);
        work.eventually(() -> assertThat(candidate()).isNotEqualTo(before));
        work.eventually(() -> assertThat(stage()).as("%s", rollout()).isEqualTo("Comparing"));
    }

    /** Their verdicts, by metric. */
    private Map<String, String> gates() {
        return StreamSupport.stream(rollout().path("gates").spliterator(), false)
                .collect(Collectors.toMap(gate -> gate.path("metric").asText(), gate -> gate.path("verdict")
                        .asText()));
    }

    private void eventually(ThrowingRunnable holds) {
        await("logs in " + work.platform.flink().logs())
                .atMost(AT_MOST)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(holds);
    }

    private JsonNode rollout() {
        return work.pipeline.status("/rollout");
    }

    private String candidate() {
        return rollout().path("candidate").asText();
    }

    private String stage() {
        return rollout().path("stage").asText();
    }

    private String verdict() {
        return rollout().path("verdict").asText();
    }
}
