package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Candidates beside a live job on a busy day: one that changes nothing but its parallelism, through thick and thin, and
 * one that loses a type of event.
 */
class CanaryIT {

    private static final Duration SIDE_BY_SIDE = Duration.ofMinutes(Rounds.areMany() ? 10 : 1);
    private static final int WINDOWS = Rounds.areMany() ? 100 : 20;
    // One for each type of event.
    private static final int ROWS = 4 * WINDOWS;
    private static final int TOO_LATE = 200;

    @EachRound
    void a_candidate_is_judged_by_its_output_and_the_live_job_never_notices(int round) {
        try (ShopAtWork work = ShopAtWork.openOn(OwnPlatform.get(), "canary", Visitors.Day.BUSY, round)) {
            String spec = withCanary(work.resource());
            work.kubectl.apply(spec);
            work.runs(1);

            String narrower = spec.replace("parallelism: 2", "parallelism: 1");
            differsInNothing(work, narrower);
            differsInNothingWhenBothFail(work);
            isPromoted(work);
            givesUpOneThatLosesAType(work, narrower);

            work.closesWithExactBooks(2 * TOO_LATE);
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
                    compare: {minRecords: %d}
                """
                        .formatted(ROWS);
    }

    private static void differsInNothing(ShopAtWork work, String spec) {
        String live = work.pipeline.revision();
        String job = work.pipeline.status("/job/id").asText();
        long edits = work.edits();

        work.kubectl.apply(spec);
        work.eventually(() -> assertThat(rollout(work, "/stage")).isEqualTo("Comparing"));
        work.visitors.comeTooLate(TOO_LATE);
        work.sees(SIDE_BY_SIDE);
        isPassed(work);

        // Next to it nothing has changed.
        assertThat(rollout(work, "/candidate")).startsWith("2-");
        assertThat(work.pipeline.revision()).isEqualTo(live);
        assertThat(work.pipeline.status("/job/id").asText()).isEqualTo(job);
        assertThat(work.pipeline.status("/job/restarts").asInt()).isZero();
        assertThat(work.edits()).as("edits of the live job").isEqualTo(edits);
        work.pipeline.hasCondition("Ready", "True");
        work.pipeline.hasCondition("CanaryHealthy", "True");
        assertThat(new CandidateTraces(work).all())
                .as("what was made for the candidate")
                .anyMatch(trace -> trace.startsWith("flinkdeployment."))
                .anyMatch(trace -> trace.startsWith("controllerrevision."))
                .anyMatch(trace -> trace.startsWith("configmap/"))
                .anyMatch(trace -> trace.startsWith("file/"))
                .filteredOn(trace -> trace.startsWith("topic/"))
                .hasSize(5);
        TransactionLog transactions = new TransactionLog(work.platform.kafka());
        assertThat(transactions.commits(work.transactionalPrefix("prod"))).isPositive();
        assertThat(transactions.commits(work.transactionalPrefix("canary"))).isPositive();
        assertThat(transactions.aborts(work.transactionalPrefix("prod")))
                .as("transactions of the live job that were aborted or fenced off")
                .isZero();
    }

    /** All that was due has been compared, and there is nothing else to be told of it. */
    private static void isPassed(ShopAtWork work) {
        work.eventually(() ->
                assertThat(rollout(work, "/verdict")).as("%s", status(work)).isEqualTo("Passed"));
        JsonNode sink = work.pipeline.status("/rollout/sinks/0");
        assertThat(sink.path("sink").asText()).isEqualTo("summary");
        assertThat(equal(work)).isGreaterThanOrEqualTo(ROWS);
        assertThat(Stream.of("different", "missing", "extra", "lateness")
                        .map(kind -> sink.path(kind).asLong()))
                .as("%s", sink)
                .containsOnly(0L);
        assertThat(work.differences()).isEmpty();
    }

    private static void differsInNothingWhenBothFail(ShopAtWork work) {
        long compared = equal(work);
        killsATaskManager(work, Shop.PIPELINE + "-canary");
        work.visitors.comeTooLate(TOO_LATE);
        killsATaskManager(work, Shop.PIPELINE);
        work.eventually(() -> work.pipeline.hasRestarted(1));
        // Figures are shown with two digits.
        work.eventually(() -> assertThat(equal(work)).as("%s", status(work)).isGreaterThan(compared + compared / 4));
        isPassed(work);
    }

    private static void killsATaskManager(ShopAtWork work, String deployment) {
        List<ProcessHandle> processes = new FlinkProcesses(work.namespace, deployment).taskManagers();
        assertThat(processes).as("TaskManagers of %s", deployment).isNotEmpty();
        processes.get(0).destroyForcibly();
        assertThat(processes.get(0).onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    private static void isPromoted(ShopAtWork work) {
        String live = work.pipeline.revision();
        String candidate = rollout(work, "/candidate");
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
        work.eventually(() -> assertThat(work.differences())
                .anySatisfy(difference -> assertThat(difference).contains("purchase")));
        // The status tells where, and not what.
        work.eventually(
                () -> assertThat(rollout(work, "/samples/0/liveAt")).startsWith(work.shop.summaryTopic() + "-"));
        assertThat(work.pipeline.status("/rollout/samples").toString()).doesNotContain("purchase");

        // The old spec gives it up.
        work.kubectl.apply(good);
        work.eventually(() -> assertThat(rollout(work, "/stage")).isEqualTo("Ended"));
        assertThat(rollout(work, "/outcome")).isEqualTo("Aborted");
        assertThat(rollout(work, "/verdict")).isEqualTo("Failed");
        assertThat(rollout(work, "/samples/0/sink")).isEqualTo("summary");
        work.eventually(work.pipeline::isReady);
        assertThat(work.pipeline.revision()).isEqualTo(live);
        assertThat(work.pipeline.status("/job/id").asText()).isEqualTo(job);
        assertNothingIsLeft(work);
    }

    private static long equal(ShopAtWork work) {
        return work.pipeline.status("/rollout/sinks/0/equal").asLong();
    }

    private static String rollout(ShopAtWork work, String pointer) {
        return work.pipeline.status("/rollout" + pointer).asText();
    }

    private static JsonNode status(ShopAtWork work) {
        return work.pipeline.status("");
    }

    private static void assertNothingIsLeft(ShopAtWork work) {
        assertThat(new CandidateTraces(work).all())
                .as("what is left of the candidate")
                .isEmpty();
    }
}
