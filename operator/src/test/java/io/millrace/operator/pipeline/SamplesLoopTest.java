package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.DifferenceKind;
import io.millrace.api.v1alpha1.PipelineStatus.DifferenceSample;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.definition.differences.DifferenceFormat;
import io.millrace.definition.differences.DifferenceFormat.Shown;
import io.millrace.definition.ledger.Account;
import io.millrace.operator.revisions.RevisionName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the status shows of a candidate's differences: the first ones, where they stand, and nothing of what they say. */
class SamplesLoopTest {

    private static final String DIFFERENCES = "shop.totals.canary-diff";
    private static final String SECRET = "4711-0815";

    private final World world = new World();

    @BeforeEach
    void a_pipeline_that_runs() {
        set("Manual", 0);
    }

    private void set(String promotion, int maxDifference) {
        world.api.edit(spec -> Edits.with(
                spec,
                "rollout",
                "{\"strategy\": \"Canary\", \"promotion\": \"" + promotion + "\", \"force\": false,"
                        + " \"onDeadline\": \"Abort\", \"compare\": {\"minRecords\": 100, \"maxDifference\": "
                        + maxDifference + "}}"));
        world.settle();
    }

    private void begin(String rule) {
        world.api.edit(spec -> Edits.withRule(spec, rule));
        world.settle();
    }

    /** The candidate has told of so many differences, and its books count them. */
    private void differ(int number) {
        IntStream.range(0, number)
                .forEach(offset -> world.differences.write(
                        DIFFERENCES,
                        DifferenceFormat.write(
                                "totals",
                                SECRET.getBytes(StandardCharsets.UTF_8),
                                new Shown("{\"card\":\"" + SECRET + "\",\"n\":1}", "shop.totals-0@" + offset),
                                new Shown("{\"card\":\"" + SECRET + "\",\"n\":2}", "shop.totals.canary-1@" + offset))));
        count(number);
    }

    private void count(int number) {
        world.compared(
                RevisionName.parse(rollout().candidate()),
                Map.of(Account.EQUAL, 1_000L, Account.DIFFERENT, (long) number));
        world.settle();
    }

    private static List<DifferenceSample> samples(int number) {
        return IntStream.range(0, number)
                .mapToObj(offset -> new DifferenceSample(
                        "totals",
                        DifferenceKind.DIFFERENT,
                        List.of("n"),
                        "shop.totals-0@" + offset,
                        "shop.totals.canary-1@" + offset))
                .toList();
    }

    private PipelineStatus.Rollout rollout() {
        return world.api.status().rollout();
    }

    @Test
    void the_first_ones_are_shown_and_the_verdict_says_where_to_look() {
        // given
        begin("kind = 'view'");
        // when
        differ(7);
        // then
        assertThat(rollout().samples()).isEqualTo(samples(5));
        assertThat(rollout().message())
                .isEqualTo("sink totals: of 1000 compared records 7 differ, 0 are missing, 0 are extra; the first:"
                        + " shop.totals-0@0 and shop.totals.canary-1@0 differ in n");
        assertThat(world.message("CanaryHealthy")).contains("the first: shop.totals-0@0");
        assertThat(world.events).anyMatch(event -> event.contains("the first: shop.totals-0@0"));
    }

    @Test
    void nothing_of_what_the_records_say_is_told() {
        // given
        begin("kind = 'view'");
        // when
        differ(2);
        // then
        assertThat(rollout().samples()).hasSize(2);
        assertThat(world.api.read().getStatus().toString()).doesNotContain(SECRET);
        assertThat(world.events).noneMatch(event -> event.contains(SECRET));
    }

    @Test
    void nothing_is_shown_of_a_candidate_that_does_not_differ() {
        // given
        begin("kind = 'view'");
        // when
        differ(0);
        // then
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(rollout().samples()).isNull();
    }

    @Test
    void they_stay_when_the_verdict_removes_the_candidate_and_its_topics_at_once() {
        // given
        set("Automatic", 0);
        begin("kind = 'view'");
        // when
        differ(3);
        world.differences.remove(DIFFERENCES);
        world.settle();
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().message()).contains("the first: shop.totals-0@0 and ");
        assertThat(rollout().samples()).isEqualTo(samples(3));
    }

    @Test
    void those_behind_another_task_s_transaction_are_kept_when_the_candidate_is_removed() {
        // given
        set("Automatic", 0);
        begin("kind = 'view'");
        world.transactions.leaveOpen("sp~0a1b2c3d~canary~7", world.now());
        world.differences.hideWhile(() -> !world.transactions.open().isEmpty());
        // when
        differ(3);
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(world.transactions.open()).isEmpty();
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(rollout().samples()).isEqualTo(samples(3));
    }

    @Test
    void those_that_cannot_be_read_are_waited_for_when_the_candidate_is_removed_but_not_for_long() {
        // given
        set("Automatic", 0);
        begin("kind = 'view'");
        world.differences.setAway(true);
        differ(3);
        RolloutStage meanwhile = rollout().stage();
        // when
        world.pass(Duration.ofMinutes(1));
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(RolloutStage.ENDING);
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(rollout().samples()).isNull();
    }

    @Test
    void those_that_can_be_read_again_while_it_is_removed_are_kept() {
        // given
        set("Automatic", 0);
        begin("kind = 'view'");
        world.differences.setAway(true);
        differ(3);
        // when
        world.differences.setAway(false);
        world.settle();
        // then
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(rollout().samples()).isEqualTo(samples(3));
    }

    @Test
    void a_verdict_does_not_wait_for_samples_that_cannot_be_read_and_says_so() {
        // given
        set("Automatic", 0);
        begin("kind = 'view'");
        world.differences.setAway(true);
        // when
        differ(3);
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().samples()).isNull();
        assertThat(rollout().message())
                .endsWith("; samples of differences cannot be read: Kafka of connection default does not answer");
    }

    @Test
    void those_that_could_not_be_read_are_shown_when_they_can() {
        // given
        begin("kind = 'view'");
        world.differences.setAway(true);
        differ(3);
        // when
        world.differences.setAway(false);
        world.settle();
        // then
        assertThat(rollout().samples()).isEqualTo(samples(3));
        assertThat(rollout().message()).endsWith("differ in n");
    }

    @Test
    void those_that_come_later_join_the_first_ones_also_with_another_operator() {
        // given
        begin("kind = 'view'");
        differ(2);
        // when: told again from the beginning, as after a restart with delivery at-least-once
        world.restart();
        differ(4);
        // then
        assertThat(rollout().samples()).isEqualTo(samples(4));
    }

    @Test
    void nothing_is_read_or_written_once_all_are_shown() {
        // given
        begin("kind = 'view'");
        differ(7);
        int before = world.writes();
        world.differences.setAway(true);
        // when
        world.restart();
        world.settle();
        // then
        assertThat(world.writes()).isEqualTo(before);
        assertThat(rollout().samples()).isEqualTo(samples(5));
    }

    @Test
    void differences_that_are_tolerated_are_shown_at_once() {
        // given
        set("Manual", 900_000);
        begin("kind = 'view'");
        count(0);
        // when
        differ(3);
        // then
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(rollout().samples()).isEqualTo(samples(3));
    }

    @Test
    void a_next_candidate_begins_without_those_of_the_one_before() {
        // given
        begin("kind = 'view'");
        String before = rollout().candidate();
        differ(3);
        world.differences.remove(DIFFERENCES);
        // when
        begin("kind = 'buy'");
        // then
        assertThat(rollout().candidate()).isNotEqualTo(before);
        assertThat(rollout().samples()).isNull();
    }
}
