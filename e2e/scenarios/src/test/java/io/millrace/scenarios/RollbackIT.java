package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Revisions that are no good, while visitors come: two that never come up, and two that have written before they fail. */
@BesideOthers
class RollbackIT {

    private static final List<String> PHASES =
            List.of("Accepted", "Draining", "SavepointTaken", "JobStarted", "RollingBack", "ManualDecision", "Settled");

    @EachRound
    void a_bad_revision_loses_and_repeats_nothing(int round) {
        try (ShopAtWork work = ShopAtWork.open("rollback", round)) {
            beginsAnewAfterOneThatNeverCameUp(work);
            goesBackFromOneThatDoesNotComeUp(work);
            goesForwardFromOneThatFailsLater(work);
            String failed = goesBackFromOneThatFailsLater(work);

            work.closesWithExactBooks(0, () -> work.shop.outputWithout(failed));
            assertThat(work.jobs.mostAtOnce()).as("jobs at once").isEqualTo(1);
            work.delete();
        }
    }

    private static void beginsAnewAfterOneThatNeverCameUp(ShopAtWork work) {
        work.kubectl.apply(work.resource().replace("user_id > 0", "1 <= user_id"));
        work.eventually(() -> assertThat(work.kubectl.exists("flinkdeployments", Shop.PIPELINE))
                .isTrue());
        work.misbehaves("taskmanager-gone", 1);
        work.eventually(() -> assertThat(
                        work.kubectl.get("flinkdeployments", Shop.PIPELINE).at("/status/jobStatus/state"))
                .as("Flink's word for a job that has nothing to run on")
                .hasToString("\"RUNNING\""));

        // Nothing waits for a savepoint that would never come.
        work.kubectl.apply(work.resource());
        work.runs(2);
        assertThat(work.savepoints()).as("savepoints").isEqualTo(0);
    }

    private static void goesBackFromOneThatDoesNotComeUp(ShopAtWork work) {
        String good = work.pipeline.revision();
        int events = work.kubectl.events(Shop.PIPELINE).size();

        // A bad one.
        work.misbehaves("job-crash-loops", 3);
        work.kubectl.apply(with(work, "user_id >= 1", "10s"));
        work.eventually(() -> work.pipeline.conditionSays("Stalled", "RolledBack", "did not run within 10 seconds"));
        work.eventually(() -> work.pipeline.hasPhase("Running"));
        work.eventually(() -> work.pipeline.hasCondition("JobRunning", "True"));

        // The one before it goes on from where it was stopped.
        String cut = work.pipeline.status("/savepoints/0/path").asText();
        assertThat(work.savepoints()).as("savepoints").isEqualTo(1);
        assertThat(work.pipeline.revision()).isEqualTo(good);
        assertThat(work.pipeline.status("/revision/failed/name").asText()).startsWith("3-");
        assertThat(work.pipeline.message("Ready"))
                .contains("revision " + good + " goes on from savepoint " + cut)
                .contains("nothing is repeated");
        work.pipeline.hasCondition("Ready", "False");
        work.eventually(() -> assertThat(work.eventsOf(events, PHASES))
                .containsExactly(
                        "Accepted",
                        "Draining",
                        "SavepointTaken",
                        "JobStarted",
                        "RollingBack",
                        "JobStarted",
                        "Settled"));

        // It is not tried again, whatever else is edited.
        long edits = work.edits();
        work.kubectl.patch(Shop.PIPELINE, "{\"revisionHistoryLimit\": 7}");
        work.eventually(work.pipeline::isObserved);
        assertThat(work.pipeline.revision()).isEqualTo(good);
        assertThat(work.edits()).as("edits of the FlinkDeployment").isEqualTo(edits);

        // A good one.
        work.kubectl.apply(with(work, "0 < user_id", "5m"));
        work.runs(4);
        assertThat(work.pipeline.status("/revision/failed").isMissingNode()).isTrue();
    }

    private static void goesForwardFromOneThatFailsLater(ShopAtWork work) {
        int events = work.kubectl.events(Shop.PIPELINE).size();
        failsLater(work, 5, "user_id <> 0 AND user_id > 0");

        // Nobody but a person can say what is worse, and each choice is an edit.
        String cut = work.pipeline.status("/savepoints/0/path").asText();
        assertThat(work.pipeline.revision()).startsWith("5-");
        assertThat(work.pipeline.message("ManualDecision"))
                .contains("Either edit the spec", "spec.rollout.onFailure to Automatic", cut);
        assertThat(work.eventsOf(events, PHASES))
                .startsWith("Accepted", "Draining", "SavepointTaken", "JobStarted", "ManualDecision");

        // A good one goes on from there.
        work.kubectl.apply(with(work, "user_id > 0 AND user_id <> 0", "5m"));
        work.runs(6);
        assertThat(work.pipeline.message("ManualDecision")).isEmpty();
    }

    private static String goesBackFromOneThatFailsLater(ShopAtWork work) {
        String good = work.pipeline.revision();
        failsLater(work, 7, "user_id > 0 AND 0 <> user_id");
        String failed = work.pipeline.revision();
        String cut = work.pipeline.status("/savepoints/0/path").asText();

        // What it has written may be written again, says somebody: a row takes the place of the one before.
        work.kubectl.patch(Shop.PIPELINE, "{\"rollout\": {\"onFailure\": \"Automatic\"}}");
        work.eventually(() -> work.pipeline.conditionSays("Stalled", "RolledBack", "records are read again"));
        work.eventually(() -> work.pipeline.hasPhase("Running"));
        work.eventually(() -> work.pipeline.hasCondition("JobRunning", "True"));
        assertThat(work.pipeline.revision()).isEqualTo(good);
        assertThat(work.pipeline.status("/revision/failed/name").asText()).isEqualTo(failed);
        assertThat(work.pipeline.message("Ready")).contains("revision " + good + " goes on from savepoint " + cut);
        return failed;
    }

    /** Until it asks what to do. */
    private static void failsLater(ShopAtWork work, int revision, String rule) {
        work.misbehaves("job-fails-after-checkpoint", revision);
        work.kubectl.apply(with(work, rule, "5m"));
        work.eventually(() -> assertThat(
                        work.pipeline.status("/operation/progress/committed").asBoolean())
                .as("%s", work.pipeline.status(""))
                .isTrue());
        work.kubectl.patch(Shop.PIPELINE, "{\"rollout\": {\"deadlines\": {\"start\": \"5s\", \"settle\": \"5s\"}}}");
        work.eventually(() -> work.pipeline.hasCondition("ManualDecision", "True"));
    }

    /** All these rules mean the same, so what has to come out does not depend on when they are changed. */
    private static String with(ShopAtWork work, String rule, String deadline) {
        return work.resource().replace("user_id > 0", rule).stripTrailing()
                + """

                  rollout:
                    onFailure: Manual
                    deadlines: {start: %s, settle: %s}
                """
                        .formatted(deadline, deadline);
    }
}
