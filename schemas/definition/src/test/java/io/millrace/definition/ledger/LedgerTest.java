package io.millrace.definition.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RunSettings.Slot;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private final Ledger ledger = new Ledger(Slot.PROD);

    @Test
    void rows_of_a_checkpoint_make_a_sum_when_all_are_there() {
        // given
        assertThat(ledger.add(row("run", 4, "reader", 0, 2, 10))).isEmpty();
        assertThat(ledger.add(row("run", 4, "writer", 1, 2, 3))).isEmpty();
        assertThat(ledger.add(row("run", 4, "reader", 1, 2, 5))).isEmpty();

        // when
        Optional<LedgerSum> sum = ledger.add(row("run", 4, "writer", 0, 2, 1));

        // then
        assertThat(sum).isPresent();
        assertThat(sum.get().total().place("reader").of(Account.IN)).isEqualTo(15);
        assertThat(sum.get().total().place("writer").of(Account.IN)).isEqualTo(4);
        assertThat(ledger.latest()).isEqualTo(sum);
    }

    @Test
    void the_same_row_twice_counts_once() {
        // given
        ledger.add(row("run", 4, "reader", 0, 1, 10));
        ledger.add(row("run", 4, "reader", 0, 1, 10));

        // when
        Optional<LedgerSum> sum = ledger.add(row("run", 4, "writer", 0, 1, 1));

        // then
        assertThat(sum.orElseThrow().total().place("reader").of(Account.IN)).isEqualTo(10);
    }

    @Test
    void a_checkpoint_that_never_became_complete_is_passed_over() {
        // given
        ledger.add(row("run", 4, "reader", 0, 1, 10));
        ledger.add(row("run", 5, "reader", 0, 1, 20));

        // when
        Optional<LedgerSum> sum = ledger.add(row("run", 5, "writer", 0, 1, 2));

        // then
        assertThat(sum.orElseThrow().checkpoint()).isEqualTo(5);
        assertThat(ledger.add(row("run", 4, "writer", 0, 1, 1)).map(LedgerSum::checkpoint))
                .as("a row of an earlier checkpoint that comes after")
                .isEmpty();
        assertThat(ledger.latest()).isEqualTo(sum);
    }

    @Test
    void rows_of_another_run_or_parallelism_are_not_mixed() {
        // given
        ledger.add(row("run", 4, "reader", 0, 1, 10));
        ledger.add(row("run", 5, "reader", 0, 2, 10));
        ledger.add(row("run", 5, "writer", 0, 1, 10));

        // when, then
        assertThat(ledger.add(row("next run", 4, "writer", 0, 1, 1))).isEmpty();
        assertThat(ledger.add(row("next run", 4, "reader", 0, 1, 7))
                        .orElseThrow()
                        .total()
                        .place("reader")
                        .of(Account.IN))
                .isEqualTo(7);
    }

    @Test
    void the_watermark_of_an_operator_is_its_earliest() {
        // given
        ledger.add(row("run", 4, "reader", 0, 2, 100L));
        ledger.add(row("run", 4, "reader", 1, 2, 90L));
        ledger.add(row("run", 4, "writer", 0, 2, 80L));

        // when
        LedgerSum sum = ledger.add(row("run", 4, "writer", 1, 2, (Long) null)).orElseThrow();

        // then
        assertThat(sum.watermarks()).isEqualTo(Map.of("reader", 90L));
        assertThat(sum.latestWatermarks()).isEqualTo(Map.of("reader", 100L, "writer", 80L));
    }

    @Test
    void a_partition_was_read_as_far_as_any_subtask_says() {
        // given
        ledger.add(reader(0, 5L, Map.of("source:a@1", Map.of("a-0", 10L, "a-1", 3L))));
        ledger.add(reader(1, 4L, Map.of("source:a@1", Map.of("a-1", 7L), "source:b@1", Map.of("b-0", 1L))));
        ledger.add(row("run", 4, "writer", 0, 2, 80L));

        // when
        LedgerSum sum = ledger.add(row("run", 4, "writer", 1, 2, 80L)).orElseThrow();

        // then
        assertThat(sum.positions())
                .isEqualTo(Map.of("source:a@1", Map.of("a-0", 10L, "a-1", 7L), "source:b@1", Map.of("b-0", 1L)));
        assertThat(sum.restored()).isEqualTo(5);
    }

    private static LedgerRow reader(int subtask, long restored, Map<String, Map<String, Long>> positions) {
        return new LedgerRow(
                LedgerRow.FORMAT_VERSION,
                Slot.PROD,
                "run",
                "1-aaaaaaaa",
                4,
                0,
                "reader",
                2,
                subtask,
                2,
                null,
                Books.EMPTY,
                Books.EMPTY,
                restored,
                positions);
    }

    @Test
    void a_row_is_read_as_it_was_written() {
        // given
        Books books = new Books(
                Map.of("valid", new Counts(Map.of(Account.IN, 5L), Map.of(DeadLetterCode.VALIDATION, 2L))),
                Map.of("out", 3L));
        LedgerRow row = new LedgerRow(
                1,
                Slot.CANARY,
                "run",
                "3-abcdef01",
                7,
                1_000,
                "after:clicks@1",
                2,
                0,
                1,
                null,
                books,
                Books.EMPTY,
                6L,
                Map.of("source:clicks@1", Map.of("clicks-0", 41L)));

        // when, then
        assertThat(LedgerFormat.readRow(LedgerFormat.write(row))).isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "no json",
                "{}",
                "{\"formatVersion\": 2}",
                "{\"formatVersion\":1,\"slot\":\"PROD\",\"run\":\"run\",\"revision\":\"1-aaaaaaaa\",\"operator\":\"epoch@1\","
                        + "\"operators\":2147483647,\"subtask\":0,\"subtasks\":2147483647}",
                "{\"formatVersion\":1,\"slot\":\"PROD\",\"run\":\"run\",\"revision\":\"1-aaaaaaaa\",\"operator\":\"epoch@1\","
                        + "\"operators\":1,\"subtask\":1,\"subtasks\":1}"
            })
    void what_is_no_row_is_refused_and_nothing_else(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerFormat.readRow(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void books_that_are_kept_are_restored_and_a_new_revision_opens_with_them() {
        // given
        Books books = new Books(Map.of("out", new Counts(Map.of(Account.IN, 5L), Map.of())), Map.of());
        KeptBooks kept = new KeptBooks(1, "1-aaaaaaaa", books, Books.EMPTY, Map.of(60_000L, 2L), Map.of(), Map.of());

        // when
        KeptBooks restored = LedgerFormat.readKept(LedgerFormat.write(kept));

        // then
        assertThat(restored).isEqualTo(kept);
        assertThat(restored.takenOverBy("1-aaaaaaaa").opening()).isEqualTo(Books.EMPTY);
        assertThat(restored.takenOverBy("2-bbbbbbbb").opening()).isEqualTo(books);
        assertThat(restored.plus(restored).held()).isEqualTo(Map.of(60_000L, 4L));
    }

    private static LedgerRow row(
            String run, long checkpoint, String operator, int subtask, int subtasks, @Nullable Long watermark) {
        return row(run, checkpoint, operator, subtask, subtasks, watermark, Books.EMPTY);
    }

    private static LedgerRow row(String run, long checkpoint, String operator, int subtask, int subtasks, int in) {
        Counts counts = new Counts(Map.of(Account.IN, (long) in), Map.of());
        return row(run, checkpoint, operator, subtask, subtasks, null, new Books(Map.of(operator, counts), Map.of()));
    }

    private static LedgerRow row(
            String run,
            long checkpoint,
            String operator,
            int subtask,
            int subtasks,
            @Nullable Long watermark,
            Books books) {
        return new LedgerRow(
                LedgerRow.FORMAT_VERSION,
                Slot.PROD,
                run,
                "1-aaaaaaaa",
                checkpoint,
                0,
                operator,
                2,
                subtask,
                subtasks,
                watermark,
                books,
                Books.EMPTY);
    }
}
