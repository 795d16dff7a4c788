package io.millrace.operator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.operator.result.Observed;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowedLedgerTest {

    private static final Instant NEXT = Rows.AT.plusSeconds(60);

    private static LedgerRow row(String run, long checkpoint, Instant at) {
        return Rows.row(Slot.PROD, run, "1-aaaaaaaa", checkpoint, at, "epoch@1", 1, Rows.consumed(10));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // run, restored, went back
                "another, 29, true",
                "another, 30, false",
                "another, -, true",
                // It failed and went on from its last checkpoint.
                "first, 29, false",
            })
    void only_another_run_goes_back_to_before_what_was_written(String run, @Nullable Long restored, boolean wentBack) {
        // given
        FollowedLedger ledger = new FollowedLedger(new LedgerTopic("ledger", Instant.EPOCH));
        LedgerRow next = row(run, 31, NEXT);
        ledger.add(LedgerFormat.write(row("first", 30, Rows.AT)));
        // when
        ledger.add(LedgerFormat.write(restored == null ? next : Rows.from(restored, next)));
        ledger.add(LedgerFormat.write(Rows.from(29, row(run, 32, NEXT.plusSeconds(60)))));
        // then
        assertThat(ledger.reading().value().orElseThrow().wentBack())
                .isEqualTo(wentBack ? Optional.of(NEXT) : Optional.empty());
    }

    @Test
    void rows_of_a_checkpoint_that_is_not_complete_are_not_the_same_as_none() {
        // given
        FollowedLedger ledger = new FollowedLedger(new LedgerTopic("ledger", Instant.EPOCH));
        LedgerRow ofOneOfTwo = Rows.row(Slot.PROD, "run", "1-aaaaaaaa", 1, Rows.AT, "epoch@1", 2, Rows.consumed(10));
        Observed<LedgerReading> before = ledger.reading();
        // when
        ledger.add(LedgerFormat.write(ofOneOfTwo));
        // then
        assertThat(before.isAbsent()).isTrue();
        assertThat(ledger.reading()).isEqualTo(Observed.unreachable(Ledgers.UNREAD));
    }
}
