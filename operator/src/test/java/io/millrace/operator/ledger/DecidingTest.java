package io.millrace.operator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.definition.state.OperatorUids;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecidingTest {

    private final FollowedLedger ledger = new FollowedLedger(new LedgerTopic("ledger", Instant.EPOCH, Slot.CANARY));
    private int minute;

    private void minute(long written, long equal, long resolved) {
        minute(Map.of(
                Books.sink("totals"),
                counts(Account.OUT, written),
                Books.compared("totals"),
                new Counts(Map.of(Account.EQUAL, equal, Account.RESOLVED, resolved), Map.of())));
    }

    private void minute(Map<String, Counts> places) {
        Instant at = Rows.AT.plus(Duration.ofMinutes(++minute));
        ledger.add(LedgerFormat.write(
                Rows.row(Slot.CANARY, "run", "2-00000002", minute, at, "compare@1", 1, new Books(places, Map.of()))));
    }

    private static Counts counts(Account account, long number) {
        return new Counts(Map.of(account, number), Map.of());
    }

    private Duration undecided() {
        return ledger.reading().value().orElseThrow().undecided();
    }

    @Test
    void what_is_decided_a_little_later_than_it_is_written_goes_on() {
        // when
        minute(100, 100, 0);
        minute(200, 200, 100);
        minute(300, 300, 200);
        // then
        assertThat(undecided()).isZero();
    }

    @Test
    void it_waits_since_more_was_written_of_which_nothing_is_decided() {
        // given
        minute(100, 100, 100);
        minute(100, 100, 100);
        // when: pairs meet all the same
        minute(200, 150, 100);
        minute(300, 250, 100);
        minute(400, 350, 100);
        // then
        assertThat(undecided()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void silence_after_it_has_written_is_no_more_waiting() {
        // given
        minute(100, 100, 100);
        minute(200, 150, 100);
        // when
        for (int times = 0; times < 10; times++) {
            minute(200, 150, 100);
        }
        // then
        assertThat(undecided()).isZero();
    }

    @Test
    void it_goes_on_while_the_event_time_does_up_to_which_is_decided() {
        // given
        ledger.add(LedgerFormat.write(row(1, 100, 1_000)));
        ledger.add(LedgerFormat.write(row(2, 200, 1_000)));
        ledger.add(LedgerFormat.write(row(3, 300, 1_000)));
        Duration before = undecided();
        // when
        ledger.add(LedgerFormat.write(row(4, 400, 2_000)));
        // then
        assertThat(before).isEqualTo(Duration.ofMinutes(1));
        assertThat(undecided()).isZero();
    }

    private static LedgerRow row(long checkpoint, long written, long watermark) {
        Books books = new Books(
                Map.of(
                        Books.sink("totals"),
                        counts(Account.OUT, written),
                        Books.compared("totals"),
                        counts(Account.RESOLVED, 100)),
                Map.of());
        LedgerRow row = Rows.row(
                Slot.CANARY,
                "run",
                "2-00000002",
                checkpoint,
                Rows.AT.plus(Duration.ofMinutes(checkpoint)),
                OperatorUids.COMPARE,
                1,
                books);
        return Rows.upTo(Instant.ofEpochMilli(watermark), row);
    }

    @Test
    void it_goes_on_when_anything_is_decided() {
        // given
        minute(100, 100, 100);
        minute(200, 200, 100);
        // when
        minute(300, 300, 150);
        // then
        assertThat(undecided()).isZero();
    }

    @Test
    void where_nothing_is_written_there_is_nothing_to_wait_for() {
        // when
        for (int times = 0; times < 10; times++) {
            minute(100, 100, 90);
        }
        // then
        assertThat(undecided()).isZero();
    }

    @Test
    void a_sink_that_is_not_compared_waits_for_nothing() {
        // given
        minute(Map.of(Books.sink("raw"), counts(Account.OUT, 1)));
        // when
        minute(Map.of(Books.sink("raw"), counts(Account.OUT, 2)));
        // then
        assertThat(undecided()).isZero();
    }

    @Test
    void a_job_that_went_back_to_an_earlier_checkpoint_begins_anew() {
        // given
        minute(100, 100, 100);
        minute(200, 200, 100);
        // when
        minute(90, 90, 100);
        // then
        assertThat(undecided()).isZero();
    }
}
