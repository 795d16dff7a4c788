package io.millrace.operator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
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

    private OptionalLong undecidedSince() {
        return ledger.reading().orElseThrow().undecidedSince();
    }

    private static long minutes(int number) {
        return Rows.AT.plus(Duration.ofMinutes(number)).toEpochMilli();
    }

    @Test
    void what_is_decided_a_little_later_than_it_is_written_goes_on() {
        // when
        minute(100, 100, 0);
        minute(200, 200, 100);
        minute(300, 300, 200);
        // then
        assertThat(undecidedSince()).isEmpty();
    }

    @Test
    void it_waits_since_more_was_written_of_which_nothing_is_decided() {
        // given
        minute(100, 100, 100);
        minute(100, 100, 100);
        // when: pairs meet all the same
        minute(200, 150, 100);
        minute(300, 250, 100);
        // then
        assertThat(undecidedSince()).hasValue(minutes(3));
    }

    @Test
    void it_goes_on_when_anything_is_decided() {
        // given
        minute(100, 100, 100);
        minute(200, 200, 100);
        // when
        minute(300, 300, 150);
        // then
        assertThat(undecidedSince()).isEmpty();
    }

    @Test
    void where_nothing_is_written_there_is_nothing_to_wait_for() {
        // when
        for (int times = 0; times < 10; times++) {
            minute(100, 100, 90);
        }
        // then
        assertThat(undecidedSince()).isEmpty();
    }

    @Test
    void a_sink_that_is_not_compared_waits_for_nothing() {
        // given
        minute(Map.of(Books.sink("raw"), counts(Account.OUT, 1)));
        // when
        minute(Map.of(Books.sink("raw"), counts(Account.OUT, 2)));
        // then
        assertThat(undecidedSince()).isEmpty();
    }

    @Test
    void a_job_that_went_back_to_an_earlier_checkpoint_begins_anew() {
        // given
        minute(100, 100, 100);
        minute(200, 200, 100);
        // when
        minute(90, 90, 100);
        // then
        assertThat(undecidedSince()).isEmpty();
    }
}
