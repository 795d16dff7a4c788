package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.Verdict;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.operator.ledger.Rows;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop and the books of the job. */
class LedgerLoopTest {

    private static final String TOPIC = "ledger.shop.totals";

    private final World world = new World();

    @BeforeEach
    void settle() {
        world.settle();
    }

    private String current() {
        return world.api.status().revision().current();
    }

    private void commits(long checkpoint, Books books) {
        world.ledgers.write(TOPIC, Rows.row(current(), checkpoint, books));
    }

    private static PipelineSpec otherRule(PipelineSpec spec) {
        return Edits.withRule(spec, "kind IN ('view', 'purchase', 'cart')");
    }

    @Test
    void books_that_balance_are_said_to_and_shown() {
        // given
        commits(7, TotalsBooks.balanced(1_234));
        // when
        world.settle();
        // then
        assertThat(world.conditions())
                .containsEntry("LedgerBalanced", "True Balanced")
                .containsEntry("Ready", "True Running");
        assertThat(world.api.status().deadLetter()).isEqualTo(new PipelineStatus.DeadLetters(30_000L));
        assertThat(world.api.status().ledger())
                .isEqualTo(new PipelineStatus.Ledger(current(), 120_000L, 1_200L, 3_700L, 3_700L, 0L, 0L, 4_900L));
        assertThat(world.api.status().health().verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void one_lost_record_shows_as_condition_event_and_health_and_the_pipeline_stays_ready() {
        // given
        commits(7, TotalsBooks.balanced(100));
        world.settle();
        // when
        commits(8, TotalsBooks.oneLost(100));
        world.settle();
        // then
        assertThat(world.conditions())
                .containsEntry("LedgerBalanced", "False Imbalanced")
                .containsEntry("Ready", "True Running");
        assertThat(world.message("LedgerBalanced"))
                .startsWith("first seen at checkpoint 8 of revision " + current()
                        + ": per-kind: 9699 in, but 9700 out of known");
        assertThat(world.events)
                .filteredOn(event -> event.startsWith("Imbalanced: "))
                .hasSize(1);
        assertThat(world.api.status().health().verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(world.api.status().health().reasons())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("9699 in, but 9700");
    }

    @Test
    void what_was_lost_stays_lost_in_the_same_words_until_another_revision_writes() {
        // given
        commits(8, TotalsBooks.oneLost(100));
        world.settle();
        String said = world.message("LedgerBalanced");
        // when
        commits(9, TotalsBooks.oneLost(200));
        world.settle();
        commits(10, TotalsBooks.balanced(300));
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("LedgerBalanced", "False Imbalanced");
        assertThat(world.message("LedgerBalanced")).isEqualTo(said);
        // when
        world.api.edit(LedgerLoopTest::otherRule);
        world.settle();
        assertThat(world.conditions())
                .as("before the first checkpoint of the next revision")
                .containsEntry("LedgerBalanced", "False Imbalanced");
        commits(11, TotalsBooks.balanced(1));
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("LedgerBalanced", "True Balanced");
        assertThat(world.message("LedgerBalanced")).isEqualTo("the books of revision " + current() + " balance");
    }

    @Test
    void an_operator_that_has_just_started_takes_nothing_back_while_it_reads() {
        // given
        commits(7, TotalsBooks.balanced(100));
        world.settle();
        PipelineStatus before = world.api.status();
        int writes = world.api.statusWrites();
        // when
        world.restart();
        world.ledgers.setReading(true);
        world.settle();
        world.ledgers.setReading(false);
        world.settle();
        // then
        assertThat(world.api.statusWrites()).isEqualTo(writes);
        assertThat(world.api.status()).isEqualTo(before);
    }

    @Test
    void a_ledger_that_cannot_be_read_is_unknown_since_then_and_recovers() {
        // given
        commits(7, TotalsBooks.balanced(100));
        world.settle();
        PipelineStatus.Ledger figures = world.api.status().ledger();
        // when
        world.ledgers.setAway(true);
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("LedgerBalanced", "Unknown KafkaUnreachable");
        assertThat(world.api.status().ledger()).isEqualTo(figures);
        assertThat(world.api.status().health().verdict()).isEqualTo(Verdict.UNKNOWN);
        // when
        world.ledgers.setAway(false);
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("LedgerBalanced", "True Balanced");
        assertThat(world.api.status().health().verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void an_imbalance_is_not_forgotten_while_the_ledger_cannot_be_read() {
        // given
        commits(8, TotalsBooks.oneLost(100));
        world.settle();
        // when
        world.ledgers.setAway(true);
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("LedgerBalanced", "False Imbalanced");
        assertThat(world.events)
                .filteredOn(event -> event.startsWith("Imbalanced: "))
                .hasSize(1);
    }

    @Test
    void books_of_a_revision_that_nobody_knows_say_nothing() {
        // given
        LedgerRow row = Rows.row("9-99999999", 7, TotalsBooks.oneLost(100));
        world.ledgers.write(TOPIC, row);
        world.ledgers.write(TOPIC, Rows.row("no revision at all", 8, TotalsBooks.oneLost(100)));
        // when
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("LedgerBalanced", "Unknown LedgerPending");
        assertThat(world.api.status().ledger()).isNull();
    }

    @Test
    void figures_that_move_cause_a_write_every_half_minute_at_most() {
        // given
        commits(1, TotalsBooks.balanced(1));
        world.settle();
        int writes = world.api.statusWrites();
        // when
        for (int second = 0; second < 60; second++) {
            commits(2 + second, TotalsBooks.balanced(10L * (second + 1)));
            world.turn();
        }
        // then
        assertThat(world.api.statusWrites() - writes).isBetween(1, 2);
    }
}
