package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.operator.ledger.Rows;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A candidate is not compared with what a run before the live one has written, which has the same epochs. */
class GoneBackLoopTest {

    private final World world = new World();

    @BeforeEach
    void a_pipeline_that_runs() {
        world.settle();
    }

    private LedgerRow row(String run, long checkpoint) {
        return Rows.row(
                Slot.PROD,
                run,
                world.api.status().revision().current(),
                checkpoint,
                world.now(),
                "epoch@1",
                1,
                Rows.consumed(1_000));
    }

    private void write(LedgerRow row) {
        world.ledgers.write("ledger.shop.totals", row);
    }

    private String live() {
        return world.api.status().job().id();
    }

    private void edit() {
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"strategy\": \"Canary\"}"));
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
    }

    @Test
    void one_after_a_rollback_begins_when_nothing_of_the_failed_run_is_read_back() {
        // given: the run before came to checkpoint 30, and the live one went on from 20
        write(row("failed", 30));
        write(Rows.from(20, row(live(), 21)));
        // when
        edit();
        PipelineStatus.Rollout early = world.api.status().rollout();
        Map<String, String> meanwhile = world.conditions();
        String message = world.message("Progressing");
        world.pass(Duration.ofMinutes(10));
        write(Rows.from(20, row(live(), 22)));
        world.settle();
        // then
        assertThat(early).isNull();
        assertThat(meanwhile)
                .containsEntry("Progressing", "True Rehearsing")
                .containsEntry("JobRunning", "True Running");
        assertThat(message)
                .startsWith("waiting until 2026-01-01T12:1")
                .contains("the live job has gone back to before what another one had written")
                .contains("spec.rollout.strategy: Savepoint");
        assertThat(world.api.status().rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void one_waits_until_an_operator_that_has_just_begun_has_read_the_books() {
        // given
        write(row("failed", 30));
        write(Rows.from(20, row(live(), 21)));
        world.ledgers.setReading(true);
        world.restart();
        // when
        edit();
        String message = world.message("Progressing");
        world.ledgers.setReading(false);
        world.settle();
        // then
        assertThat(message).startsWith("reading the live job's books");
        assertThat(world.message("Progressing")).startsWith("waiting until 2026-01-01T12:1");
        assertThat(world.api.status().rollout()).isNull();
    }

    @Test
    void one_after_an_upgrade_or_a_resume_waits_for_nothing() {
        // given
        write(row("before", 30));
        write(Rows.from(30, row(live(), 31)));
        // when
        edit();
        // then
        assertThat(world.api.status().rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void one_waits_until_the_books_tell_from_where_the_live_job_went_on() {
        // given
        write(row("failed", 30));
        // when
        edit();
        PipelineStatus.Rollout early = world.api.status().rollout();
        String message = world.message("Progressing");
        write(Rows.from(30, row(live(), 31)));
        world.settle();
        // then
        assertThat(early).isNull();
        assertThat(message).startsWith("waiting for the live job's first books");
        assertThat(world.api.status().rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }
}
