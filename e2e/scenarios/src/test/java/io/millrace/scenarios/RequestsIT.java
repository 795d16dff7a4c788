package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.clickstream.EventSummary;
import io.millrace.platform.clickstream.Expectation;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a user asks of a pipeline at work without another rule: a restart, an older state, a forgotten one, an end. */
class RequestsIT {

    private static final String UNIQUE =
            """
              - name: unique
                from: [valid]
                deduplicate: {key: [%s], within: 10m}
              - name: per-type
                from: [unique]
            """;

    @EachRound
    void what_is_asked_for_is_done_once_and_what_it_repeats_is_known(int round) {
        try (ShopAtWork work = ShopAtWork.openOn(OwnPlatform.get(), "requests", round)) {
            work.kubectl.apply(unique(work, "user_id, event_type, product_id, timestamp"));
            work.runs(1);

            restarts(work);
            Expectation repeated = restores(work);
            forgets(work);
            Expectation expected = work.visitors.goHome();
            work.eventually(() -> assertThat(work.shop.output()).isEqualTo(sum(expected, repeated)));

            deletesWithALastSavepoint(work);
            assertThat(work.jobs.mostAtOnce()).as("jobs at once").isEqualTo(1);
        }
    }

    private static void restarts(ShopAtWork work) {
        long edits = work.edits();
        work.kubectl.patch(Shop.PIPELINE, "{\"restartNonce\": 1}");
        work.eventually(
                () -> assertThat(work.pipeline.status("/handled/restartNonce").asLong())
                        .isEqualTo(1));
        work.runs(1);
        assertThat(work.edits()).as("one edit to stop, one to start").isEqualTo(edits + 2);
        assertThat(work.savepoints()).isEqualTo(1);
        assertThat(work.jobs.jobs()).as("the jobs that ran").hasSize(2);
    }

    /** What was written between two stops, and is written again from the first one. */
    private static Expectation restores(ShopAtWork work) {
        Expectation older = suspends(work);
        String savepoint = work.pipeline.status("/savepoints/0/name").asText();
        work.kubectl.patch(Shop.PIPELINE, "{\"suspend\": false}");
        work.runs(1);
        work.eventually(() -> assertThat(work.shop.output().rows())
                .hasSizeGreaterThan(older.rows().size()));
        Expectation newer = suspends(work);
        int savepoints = work.savepoints();

        work.kubectl.patch(
                Shop.PIPELINE,
                "{\"suspend\": false, \"restore\": {\"savepoint\": \"" + savepoint + "\", \"nonce\": 1}}");
        work.eventually(
                () -> assertThat(work.pipeline.status("/handled/restoreNonce").asLong())
                        .isEqualTo(1));
        work.eventually(work.pipeline::isReady);
        assertThat(work.savepoints()).as("the newer state is kept, too").isEqualTo(savepoints);
        return difference(newer, older);
    }

    private static Expectation suspends(ShopAtWork work) {
        work.kubectl.patch(Shop.PIPELINE, "{\"suspend\": true}");
        work.eventually(() -> work.pipeline.hasPhase("Suspended"));
        return work.shop.output();
    }

    private static void forgets(ShopAtWork work) {
        String before = work.pipeline.revision();
        LeftAlone job = LeftAlone.from(OwnPlatform.get(), work.kubectl);
        String other = unique(work, "user_id, event_type, timestamp");
        work.kubectl.apply(other);
        work.eventually(() -> work.pipeline.conditionSays("Ready", "StateIncompatible", "spec.steps[1]"));
        work.pipeline.hasCondition("JobRunning", "True");
        assertThat(work.pipeline.message("Ready")).contains("dropState");
        assertThat(work.pipeline.revision()).isEqualTo(before);
        job.isStillSo();

        // Visitors do not come twice, so nothing that comes out depends on what the step remembers.
        work.kubectl.apply(other + "  rollout: {dropState: [unique]}\n");
        work.eventually(() -> assertThat(work.pipeline.revision()).isNotEqualTo(before));
        work.eventually(work.pipeline::isReady);
    }

    private static void deletesWithALastSavepoint(ShopAtWork work) {
        work.delete();
        List<Kubectl.Event> events = work.kubectl.events(Shop.PIPELINE);
        Kubectl.Event last = events.get(events.size() - 1);
        assertThat(last.reason()).isEqualTo("Deleted");
        assertThat(last.message()).contains("the last savepoint is ");
        String path = last.message().substring(last.message().indexOf("savepoint is ") + "savepoint is ".length());
        assertThat(Path.of(URI.create(path))).isDirectory();
        assertThat(work.kubectl.exists("flinkdeployments", Shop.PIPELINE)).isFalse();
    }

    @EachRound
    void a_job_that_cannot_be_saved_is_restarted_without_and_its_deletion_can_be_forced(int round) {
        try (ShopAtWork work = ShopAtWork.openOn(OwnPlatform.get(), "forced", round)) {
            // given
            work.kubectl.apply(work.resource());
            work.runs(1);
            crashes(work);

            // when
            restartsFromTheLastCheckpoint(work);

            // given
            crashes(work);

            // when
            work.kubectl.delete(Shop.PIPELINE);

            // then
            work.eventually(() -> work.pipeline.conditionSays(
                    "DeletionBlocked", "DeletionBlocked", "set spec.deletion.savepoint to false"));
            assertThat(work.kubectl.exists("flinkdeployments", Shop.PIPELINE)).isTrue();

            // when
            work.kubectl.patch(Shop.PIPELINE, "{\"deletion\": {\"savepoint\": false}}");

            // then
            work.eventually(() -> assertThat(work.kubectl.exists("streamingpipelines", Shop.PIPELINE))
                    .as("the pipeline")
                    .isFalse());
            assertThat(work.kubectl.exists("flinkdeployments", Shop.PIPELINE)).isFalse();
        }
    }

    private static void crashes(ShopAtWork work) {
        work.misbehaves("job-crash-loops", 1);
        work.eventually(() -> work.pipeline.hasCondition("JobRunning", "False"));
    }

    private static void restartsFromTheLastCheckpoint(ShopAtWork work) {
        long edits = work.edits();
        work.kubectl.patch(Shop.PIPELINE, "{\"restartNonce\": 1}");
        work.eventually(() -> assertThat(work.edits()).as("one edit to start").isEqualTo(edits + 1));
        assertThat(work.pipeline.status("/operation/origin/kind").asText()).isEqualTo("Checkpoint");
        work.behaves();
        work.eventually(() ->
                assertThat(work.pipeline.status("/operation").isMissingNode()).isTrue());
        work.eventually(work.pipeline::isReady);
        assertThat(work.savepoints()).isZero();
        assertThat(work.edits()).isEqualTo(edits + 1);
    }

    private static String unique(ShopAtWork work, String key) {
        return work.resource().stripTrailing().replace("  - name: per-type\n    from: [valid]\n", UNIQUE.formatted(key))
                + "\n";
    }

    private static Expectation sum(Expectation one, Expectation other) {
        List<EventSummary> rows = new ArrayList<>(one.rows());
        rows.addAll(other.rows());
        Map<String, Long> deadLetters = new TreeMap<>(one.deadLetters());
        other.deadLetters().forEach((code, times) -> deadLetters.merge(code, times, Long::sum));
        return new Expectation(Expectation.sorted(rows), deadLetters);
    }

    private static Expectation difference(Expectation all, Expectation part) {
        List<EventSummary> rows = new ArrayList<>(all.rows());
        part.rows().forEach(row -> assertThat(rows.remove(row)).as("%s", row).isTrue());
        Map<String, Long> deadLetters = new HashMap<>(all.deadLetters());
        part.deadLetters().forEach((code, times) -> deadLetters.merge(code, -times, Long::sum));
        deadLetters.values().removeIf(times -> times == 0);
        return new Expectation(rows, deadLetters);
    }
}
