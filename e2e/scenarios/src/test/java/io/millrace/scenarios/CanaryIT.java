package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Candidates beside a live job that is under load: one that changes nothing, and one that loses a type of event. */
class CanaryIT {

    private static final String EQUAL_RULE = "user_id >= 1";

    @ParameterizedTest
    @MethodSource("io.millrace.scenarios.Rounds#all")
    void a_candidate_is_judged_by_its_output_and_the_live_job_never_notices(int round) {
        try (ShopAtWork work = ShopAtWork.open("canary", round)) {
            String spec = withCanary(work.resource());
            work.kubectl.apply(spec);
            work.runs(1);

            promotesOneThatChangesNothing(work, spec.replace("user_id > 0", EQUAL_RULE));
            givesUpOneThatLosesAType(work, spec.replace("user_id > 0", EQUAL_RULE));

            work.closesWithExactBooks(0);
            assertThat(work.jobs.jobs()).as("live jobs that ran").hasSize(2);
            assertThat(work.jobs.mostAtOnce()).as("live jobs at once").isEqualTo(1);
            work.delete();
        }
    }

    private static String withCanary(String spec) {
        return spec.stripTrailing()
                + """

                  rollout:
                    strategy: Canary
                    compare: {minRecords: 20}
                """;
    }

    private static void promotesOneThatChangesNothing(ShopAtWork work, String spec) {
        String live = work.pipeline.revision();
        String job = work.pipeline.status("/job/id").asText();

        work.kubectl.apply(spec);
        work.eventually(() ->
                assertThat(rollout(work, "/verdict")).as("%s", status(work)).isEqualTo("Passed"));

        // Next to it nothing has changed.
        String candidate = rollout(work, "/candidate");
        assertThat(candidate).startsWith("2-");
        assertThat(work.pipeline.revision()).isEqualTo(live);
        assertThat(work.pipeline.status("/job/id").asText()).isEqualTo(job);
        assertThat(work.pipeline.status("/job/restarts").asInt()).isZero();
        work.pipeline.hasCondition("Ready", "True");
        work.pipeline.hasCondition("CanaryHealthy", "True");
        JsonNode sink = work.pipeline.status("/rollout/sinks/0");
        assertThat(sink.path("sink").asText()).isEqualTo("summary");
        assertThat(sink.path("equal").asLong()).isGreaterThanOrEqualTo(20);
        assertThat(List.of(
                        sink.path("different").asLong(),
                        sink.path("missing").asLong(),
                        sink.path("extra").asLong()))
                .as("%s", sink)
                .containsOnly(0L);
        assertThat(canaryTopics(work)).hasSize(5);

        work.kubectl.patch(Shop.PIPELINE, "{\"rollout\": {\"promote\": \"" + candidate + "\"}}");
        work.eventually(() -> assertThat(work.pipeline.revision()).isEqualTo(candidate));
        work.eventually(work.pipeline::isReady);
        assertThat(rollout(work, "/outcome")).isEqualTo("Promoted");
        assertThat(work.pipeline.status("/savepoints/0/revision").asText()).isEqualTo(live);
        assertNothingIsLeft(work);
    }

    private static void givesUpOneThatLosesAType(ShopAtWork work, String good) {
        String live = work.pipeline.revision();
        String job = work.pipeline.status("/job/id").asText();

        work.kubectl.apply(good.replace("'remove_from_cart', 'purchase')", "'remove_from_cart')"));
        work.eventually(() ->
                assertThat(rollout(work, "/verdict")).as("%s", status(work)).isEqualTo("Failed"));

        // What is missing is told, and nobody can promote it by mistake.
        String candidate = rollout(work, "/candidate");
        assertThat(work.pipeline.status("/rollout/sinks/0/missing").asLong()).isPositive();
        work.kubectl.patch(Shop.PIPELINE, "{\"rollout\": {\"promote\": \"" + candidate + "\"}}");
        work.eventually(() -> work.pipeline.conditionSays("Progressing", "PromotionRefused", "spec.rollout.force"));
        work.eventually(() -> assertThat(differences(work))
                .anySatisfy(difference -> assertThat(difference).contains("purchase")));

        // The old spec gives it up.
        work.kubectl.apply(good);
        work.eventually(() -> assertThat(rollout(work, "/stage")).isEqualTo("Ended"));
        assertThat(rollout(work, "/outcome")).isEqualTo("Aborted");
        assertThat(rollout(work, "/verdict")).isEqualTo("Failed");
        work.eventually(work.pipeline::isReady);
        assertThat(work.pipeline.revision()).isEqualTo(live);
        assertThat(work.pipeline.status("/job/id").asText()).isEqualTo(job);
        assertNothingIsLeft(work);
    }

    private static String rollout(ShopAtWork work, String pointer) {
        return work.pipeline.status("/rollout" + pointer).asText();
    }

    private static JsonNode status(ShopAtWork work) {
        return work.pipeline.status("");
    }

    private static void assertNothingIsLeft(ShopAtWork work) {
        assertThat(work.kubectl.exists("flinkdeployments", Shop.PIPELINE + "-canary"))
                .isFalse();
        assertThat(canaryTopics(work)).isEmpty();
    }

    private static Set<String> canaryTopics(ShopAtWork work) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                work.platform.kafka().bootstrapServers()))) {
            return admin.listTopics().names().get().stream()
                    .filter(topic -> topic.contains(work.namespace + ".") && topic.contains("canary"))
                    .filter(topic -> topic.endsWith(".canary") || topic.endsWith(".canary-diff"))
                    .collect(Collectors.toSet());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> differences(ShopAtWork work) {
        return work.shop.records(work.namespace + "." + Shop.PIPELINE + ".canary-diff").stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
