package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.definition.ledger.Account;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.topics.WantedTopic;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A candidate beside the live job: begun by an edit, judged by its books, promoted or given up by an edit. */
class CanaryLoopTest {

    private final World world = new World();
    private String live = "";

    @BeforeEach
    void a_pipeline_that_runs() {
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout("")));
        world.settle();
        live = world.api.status().revision().current();
    }

    private static String rollout(String more) {
        return "{\"strategy\": \"Canary\", \"promotion\": \"Manual\", \"force\": false, \"onDeadline\": \"Abort\","
                + " \"compare\": {\"minRecords\": 100, \"maxDifference\": 0}" + more + "}";
    }

    private static PipelineSpec other(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
    }

    private void begin() {
        world.api.edit(CanaryLoopTest::other);
        world.settle();
    }

    private PipelineStatus.Rollout rollout() {
        return world.api.status().rollout();
    }

    private String candidate() {
        return rollout().candidate();
    }

    private void compared(long equal, long different) {
        world.compared(RevisionName.parse(candidate()), Map.of(Account.EQUAL, equal, Account.DIFFERENT, different));
        world.settle();
    }

    private void set(String more) {
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout(more)));
        world.settle();
    }

    @Test
    void an_edit_begins_a_candidate_and_leaves_the_live_job_alone() {
        // when
        begin();
        // then
        assertThat(candidate()).startsWith("2-");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.INCONCLUSIVE);
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(world.api.status().phase()).isEqualTo(PipelineStatus.Phase.CANARY);
        assertThat(world.flink.history())
                .containsExactly(
                        "run " + live,
                        "run " + candidate() + " from " + rollout().savepoint());
        assertThat(world.topics.all())
                .containsKeys(
                        "shop.totals.canary",
                        "dlq.shop.totals.canary",
                        "late.shop.totals.canary",
                        "ledger.shop.totals.canary",
                        "shop.totals.canary-diff");
        assertThat(world.conditions())
                .containsEntry("Ready", "True Running")
                .containsEntry("Progressing", "True Comparing")
                .containsEntry("CanaryHealthy", "Unknown CanaryInconclusive");
    }

    @Test
    void nothing_is_written_while_nothing_changes() {
        // given
        begin();
        int before = world.writes();
        // when
        world.settle();
        world.restart();
        world.settle();
        // then
        assertThat(world.writes()).isEqualTo(before);
    }

    @Test
    void a_candidate_that_passed_is_promoted_by_an_edit_and_leaves_nothing_behind() {
        // given
        begin();
        String name = candidate();
        compared(100, 0);
        ComparisonVerdict verdict = rollout().verdict();
        // when
        set(", \"promote\": \"" + name + "\"");
        // then
        assertThat(verdict).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(world.api.status().revision().current()).isEqualTo(name);
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.PROMOTED);
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(world.flink.history().get(2)).startsWith("stop " + live + " at ");
        assertThat(world.flink.history().get(3)).startsWith("run " + name + " from ");
        assertNothingIsLeft();
        assertThat(world.conditions())
                .containsEntry("Progressing", "True InPlace")
                .doesNotContainKey("CanaryHealthy");
    }

    @Test
    void records_alone_are_not_enough_where_there_are_windows() {
        // given
        begin();
        // when
        world.compared(RevisionName.parse(candidate()), Map.of(Account.EQUAL, 1_000L, Account.WINDOWS, 2L));
        // Figures are written now and then only.
        world.pass(Duration.ofMinutes(1));
        world.settle();
        ComparisonVerdict early = rollout().verdict();
        String why = rollout().message();
        String summary = rollout().summary();
        world.compared(RevisionName.parse(candidate()), Map.of(Account.EQUAL, 1_000L, Account.WINDOWS, 3L));
        world.settle();
        // then
        assertThat(early).isEqualTo(ComparisonVerdict.INCONCLUSIVE);
        assertThat(why)
                .isEqualTo("sink totals: 2 of 3 windows that began after the candidate's savepoint compared so far");
        assertThat(summary).isEqualTo(candidate() + " Inconclusive 2/3 windows");
        assertThat(rollout().summary()).isEqualTo(candidate() + " Passed");
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(rollout().sinks().get(0).windows()).isEqualTo(3);
    }

    @Test
    void how_far_it_is_alone_causes_no_write_at_each_look() {
        // given
        begin();
        int before = world.writes();
        // when
        world.compared(RevisionName.parse(candidate()), Map.of(Account.EQUAL, 10L, Account.WINDOWS, 1L));
        world.turn();
        int sampled = world.writes();
        world.pass(Duration.ofSeconds(30));
        world.turn();
        // then
        assertThat(sampled).isEqualTo(before);
        assertThat(world.writes()).isEqualTo(before + 1);
        assertThat(rollout().summary()).isEqualTo(candidate() + " Inconclusive 1/3 windows");
    }

    @Test
    void one_that_is_rolled_back_after_its_promotion_says_so_and_why() {
        // given
        begin();
        String name = candidate();
        compared(100, 0);
        world.flink.setFailing(true);
        set(", \"promote\": \"" + name + "\"");
        world.flink.setFailing(false);
        String promoted = rollout().summary();
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(promoted).isEqualTo(name + " Promoted");
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(rollout().candidate()).isEqualTo(name);
        assertThat(rollout().summary()).isEqualTo(name + " RolledBack");
        assertThat(rollout().message())
                .startsWith("candidate " + name + " was promoted and rolled back: revision " + name
                        + " did not run within 10 minutes")
                .contains("revision " + live + " goes on from savepoint");
        assertThat(world.conditions()).containsEntry("Progressing", "False RolledBack");
    }

    private void assertNothingIsLeft() {
        assertThat(world.topics.all().keySet()).noneMatch(topic -> topic.contains("canary"));
        assertThat(world.revisions.names()).noneMatch(revision -> revision.contains("canary"));
        assertThat(world.flink.all().keySet()).containsExactly(world.id());
    }

    @Test
    void a_candidate_that_failed_is_not_promoted_unless_it_is_forced() {
        // given
        begin();
        String name = candidate();
        compared(99, 1);
        // when
        set(", \"promote\": \"" + name + "\"");
        Map<String, String> refused = world.conditions();
        String message = world.message("Progressing");
        world.api.edit(spec -> Edits.with(
                spec,
                "rollout",
                rollout(", \"promote\": \"" + name + "\"").replace("\"force\": false", "\"force\": true")));
        world.settle();
        // then
        assertThat(refused)
                .containsEntry("CanaryHealthy", "False CanaryFailed")
                .containsEntry("Progressing", "False PromotionRefused");
        assertThat(message).contains("spec.rollout.promote").contains("spec.rollout.force: true");
        assertThat(world.api.status().revision().current()).isEqualTo(name);
    }

    @Test
    void a_stale_promotion_does_nothing_but_say_so() {
        // given
        begin();
        compared(100, 0);
        // when
        set(", \"promote\": \"9-00000000\"");
        // then
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(world.message("Progressing")).contains("9-00000000 is not the candidate, which is " + candidate());
    }

    @Test
    void the_old_spec_gives_the_candidate_up() {
        // given
        String rule = Edits.rule(world.api.read().getSpec());
        begin();
        // when
        world.api.edit(spec -> Edits.withRule(spec, rule));
        world.settle();
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertNothingIsLeft();
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(world.flink.history()).hasSize(2);
    }

    @Test
    void one_that_is_given_up_is_not_tried_again_until_the_spec_changes() {
        // given
        begin();
        String name = candidate();
        // when
        set(", \"abort\": \"" + name + "\"");
        world.restart();
        world.settle();
        Map<String, String> aborted = world.conditions();
        boolean left = world.topics.all().keySet().stream().anyMatch(topic -> topic.contains("canary"));
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'purchase'"));
        world.settle();
        // then
        assertThat(aborted)
                .containsEntry("Progressing", "False CanaryAborted")
                .containsEntry("Ready", "False CanaryAborted");
        assertThat(left).isFalse();
        assertThat(candidate()).startsWith("3-");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void one_that_is_given_up_is_tried_again_when_more_is_allowed() {
        // given
        begin();
        set(", \"abort\": \"" + candidate() + "\"");
        // when
        world.api.edit(spec -> Edits.with(
                spec, "rollout", rollout("").replace("\"minRecords\"", "\"ignore\": [\"events\"], \"minRecords\"")));
        world.settle();
        // then
        assertThat(candidate()).startsWith("3-");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void an_edit_during_a_promotion_is_tried_first_as_well() {
        // given
        begin();
        String name = candidate();
        compared(100, 0);
        // when
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout(", \"promote\": \"" + name + "\"")));
        world.turn();
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'purchase'"));
        world.settle();
        // then
        assertThat(candidate()).startsWith("3-");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
        assertThat(world.api.status().revision().current()).isEqualTo(live);
    }

    /** Promotes the candidate, as far as what was made for it is gone and the live job still runs. */
    private void promoteUntilItIsGone() {
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout(", \"promote\": \"" + candidate() + "\"")));
        while (rollout().stage() != RolloutStage.ENDED) {
            world.turn();
        }
    }

    private void assertThatItIsTriedAgain() {
        world.api.edit(CanaryLoopTest::other);
        world.settle();
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(candidate()).startsWith("3-");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void what_was_to_be_promoted_when_the_old_spec_came_back_is_tried_again() {
        // given
        String rule = Edits.rule(world.api.read().getSpec());
        begin();
        compared(100, 0);
        promoteUntilItIsGone();
        // when
        world.api.edit(spec -> Edits.withRule(spec, rule));
        world.settle();
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.REPLACED);
        assertThat(world.flink.history()).hasSize(2);
        assertThatItIsTriedAgain();
    }

    @Test
    void what_was_to_be_promoted_when_the_spec_was_refused_is_tried_again() {
        // given
        String rule = Edits.rule(world.api.read().getSpec());
        begin();
        compared(100, 0);
        promoteUntilItIsGone();
        // when
        world.api.edit(spec -> Edits.withRule(spec, "no_such_column = 1"));
        world.settle();
        RolloutOutcome refused = rollout().outcome();
        world.api.edit(spec -> Edits.withRule(spec, rule));
        world.settle();
        // then
        assertThat(refused).isEqualTo(RolloutOutcome.REPLACED);
        assertThat(world.flink.history()).hasSize(2);
        assertThatItIsTriedAgain();
    }

    @Test
    void what_was_to_be_promoted_when_another_revision_took_its_place_at_once_is_tried_again() {
        // given
        String rule = Edits.rule(world.api.read().getSpec());
        begin();
        compared(100, 0);
        promoteUntilItIsGone();
        // when
        world.api.edit(spec ->
                Edits.with(Edits.withRule(spec, rule), "rollout", rollout("").replace("\"Canary\"", "\"Savepoint\"")));
        world.settle();
        RolloutOutcome outcome = rollout().outcome();
        set("");
        // then
        assertThat(outcome).isEqualTo(RolloutOutcome.REPLACED);
        assertThatItIsTriedAgain();
    }

    @Test
    void one_whose_live_job_did_not_stop_was_not_promoted() {
        // given
        begin();
        compared(100, 0);
        world.flink.setStuck(true);
        String name = candidate();
        // when
        set(", \"promote\": \"" + name + "\"");
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().message()).contains("does not stop with a savepoint within 10 minutes");
        assertThat(world.conditions()).containsEntry("Progressing", "False CanaryAborted");
    }

    @Test
    void an_edit_after_the_live_job_was_stopped_for_a_promotion_is_tried_beside_what_was_promoted() {
        // given
        begin();
        String name = candidate();
        compared(100, 0);
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout(", \"promote\": \"" + name + "\"")));
        while (world.flink.history().size() < 3) {
            world.turn();
        }
        // when
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'purchase'"));
        world.settle();
        // then
        assertThat(world.api.status().revision().current()).isEqualTo(name);
        assertThat(rollout().live()).isEqualTo(name);
        assertThat(candidate()).startsWith("3-");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void a_restore_does_not_put_a_candidate_in_place() {
        // given
        begin();
        String savepoint = world.api.status().savepoints().get(0).name();
        // when
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + savepoint + "\", \"nonce\": 1}"));
        world.settle();
        // then
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(world.message("Progressing")).contains("spec.restore").contains("only what is live can be restored");
    }

    @Test
    void a_restore_that_was_refused_is_not_carried_out_by_a_promotion() {
        // given
        begin();
        String name = candidate();
        compared(100, 0);
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + kept() + "\", \"nonce\": 1}"));
        world.settle();
        // when
        set(", \"promote\": \"" + name + "\"");
        // then
        assertThat(world.flink.history()).hasSize(2);
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(world.conditions()).containsEntry("Progressing", "False PromotionRefused");
        assertThat(world.message("Progressing")).contains("only what is live can be restored");
    }

    @Test
    void a_restore_that_was_refused_is_not_carried_out_by_a_verdict_either() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", automatic()));
        begin();
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + kept() + "\", \"nonce\": 1}"));
        world.settle();
        // when
        compared(100, 0);
        // then
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(world.flink.history()).hasSize(2);
        assertThat(world.message("Progressing")).contains("only what is live can be restored");
    }

    @Test
    void a_restore_that_was_refused_does_not_keep_a_candidate_beyond_its_deadline() {
        // given
        begin();
        String name = candidate();
        compared(100, 0);
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + kept() + "\", \"nonce\": 1}"));
        set(", \"promote\": \"" + name + "\"");
        // when
        world.pass(Duration.ofMinutes(61));
        world.settle();
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().message()).contains("was not promoted within 60 minutes");
    }

    private String kept() {
        return world.api.status().savepoints().get(0).name();
    }

    private static String automatic() {
        return rollout("").replace("\"promotion\": \"Manual\"", "\"promotion\": \"Automatic\"");
    }

    @Test
    void another_edit_replaces_the_candidate() {
        // given
        begin();
        // when
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'purchase'"));
        world.settle();
        // then
        assertThat(candidate()).startsWith("3-");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(world.flink.all()).hasSize(2);
    }

    @Test
    void promotion_by_itself_follows_the_verdict() {
        // given
        world.api.edit(spec -> Edits.with(
                spec, "rollout", rollout("").replace("\"promotion\": \"Manual\"", "\"promotion\": \"Automatic\"")));
        begin();
        String name = candidate();
        // when
        compared(100, 0);
        // then
        assertThat(world.api.status().revision().current()).isEqualTo(name);
        assertNothingIsLeft();
    }

    @Test
    void one_that_fails_is_given_up_where_promotion_is_automatic() {
        // given
        world.api.edit(spec -> Edits.with(
                spec, "rollout", rollout("").replace("\"promotion\": \"Manual\"", "\"promotion\": \"Automatic\"")));
        begin();
        // when
        compared(0, 1);
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().message()).contains("1 differ");
        // What decided is what is shown.
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.FAILED);
        assertThat(rollout().sinks()).singleElement().satisfies(sink -> assertThat(sink.different())
                .isEqualTo(1));
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertNothingIsLeft();
    }

    @Test
    void the_deadline_gives_it_up() {
        // given
        begin();
        // when
        world.pass(Duration.ofHours(2));
        world.settle();
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().message()).contains("not promoted within 60 minutes");
    }

    @Test
    void a_live_job_that_is_another_one_makes_it_inconclusive() {
        // given
        begin();
        compared(100, 0);
        // when
        world.flink.replaceJob(world.id());
        world.settle();
        // then
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.INCONCLUSIVE);
        assertThat(rollout().message()).contains("the live job was started again");
    }

    @Test
    void what_has_passed_does_so_no_longer_when_no_checkpoint_completes() {
        // given
        begin();
        compared(100, 0);
        world.setCheckpoints(false);
        int before = world.writes();
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        ComparisonVerdict verdict = rollout().verdict();
        String why = rollout().message();
        int after = world.writes();
        world.pass(Duration.ofMinutes(2));
        world.settle();
        int later = world.writes();
        world.setCheckpoints(true);
        world.settle();
        // then
        assertThat(verdict).isEqualTo(ComparisonVerdict.INCONCLUSIVE);
        assertThat(why).startsWith("the candidate has completed no checkpoint for several times as long");
        assertThat(after).isEqualTo(before + 1);
        assertThat(later).isEqualTo(after);
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.PASSED);
    }

    @Test
    void nothing_is_promoted_by_itself_while_the_live_job_restarts() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", automatic()));
        begin();
        world.flink.breakJob(world.id());
        // when
        compared(100, 0);
        PipelineStatus.Rollout meanwhile = rollout();
        world.flink.healJob(world.id());
        world.settle();
        // then
        assertThat(meanwhile.verdict()).isEqualTo(ComparisonVerdict.INCONCLUSIVE);
        assertThat(meanwhile.message()).isEqualTo("the live job does not run; it is RESTARTING");
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.PROMOTED);
    }

    @Test
    void a_candidate_that_does_not_come_up_is_given_up_and_the_live_job_stays() {
        // given
        world.flink.setFailing(true);
        begin();
        RolloutStage stuck = rollout().stage();
        // when
        world.pass(Duration.ofMinutes(16));
        world.settle();
        // then
        assertThat(stuck).isEqualTo(RolloutStage.REHEARSING);
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().message()).contains("did not complete a checkpoint within 15 minutes");
        assertThat(world.conditions()).containsEntry("JobRunning", "True Running");
        assertNothingIsLeft();
    }

    @Test
    void a_suspension_ends_the_candidate_which_comes_again_when_the_live_job_does() {
        // given
        begin();
        // when
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        RolloutOutcome outcome = rollout().outcome();
        boolean onlyLive = world.flink.all().size() == 1;
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        // then
        assertThat(outcome).isEqualTo(RolloutOutcome.REPLACED);
        assertThat(onlyLive).isTrue();
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void a_deletion_takes_the_candidate_with_it() {
        // given
        begin();
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(world.isGone()).isTrue();
        assertThat(world.flink.all()).isEmpty();
        assertThat(world.topics.all().keySet()).noneMatch(topic -> topic.contains("canary"));
    }

    @Test
    void what_may_differ_is_allowed_by_the_name_of_a_sink() {
        // given
        String allow = "\"allow\": [{\"sink\": \"sums\", \"columns\": [\"events\"]}], \"minRecords\"";
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout("").replace("\"minRecords\"", allow)));
        // when
        begin();
        // then
        assertThat(world.conditions()).containsEntry("Progressing", "False SpecInvalid");
        assertThat(world.message("Progressing"))
                .contains("spec.rollout.compare.allow[0].sink: there is no sink 'sums'; name one of spec.sinks");
        assertThat(world.api.status().rollout()).isNull();
    }

    @Test
    void a_topic_that_is_there_already_is_in_the_way() {
        // given
        world.topics.create(new WantedTopic("shop.totals.canary", 1, 1, Map.of(), WantedTopic.Purpose.DATA, ""));
        // when
        begin();
        // then
        assertThat(world.conditions())
                .containsEntry("Progressing", "False CanaryBlocked")
                .containsEntry("JobRunning", "True Running");
        assertThat(world.message("Progressing")).contains("topic shop.totals.canary");
    }
}
