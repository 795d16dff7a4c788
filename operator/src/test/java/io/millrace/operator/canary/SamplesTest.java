package io.millrace.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.DifferenceKind;
import io.millrace.api.v1alpha1.PipelineStatus.DifferenceSample;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.differences.Difference;
import io.millrace.definition.differences.Difference.Kind;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.ledger.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {

    private static Difference extra(int offset) {
        return new Difference("out", Kind.EXTRA, List.of(), null, "out.canary-0@" + offset);
    }

    private static DifferenceSample shown(int offset) {
        return new DifferenceSample("out", DifferenceKind.EXTRA, null, null, "out.canary-0@" + offset);
    }

    private static List<DifferenceSample> shownUpTo(int number) {
        return IntStream.range(0, number).mapToObj(SamplesTest::shown).toList();
    }

    private static LedgerSum books(long different, long missing, long extra) {
        Counts counts = new Counts(
                Map.of(
                        Account.EQUAL, 1_000L,
                        Account.LATENESS, 7L,
                        Account.DIFFERENT, different,
                        Account.MISSING, missing,
                        Account.EXTRA, extra),
                Map.of());
        Books books = new Books(Map.of(Books.compared("out"), counts), Map.of());
        return new Ledger(Slot.CANARY)
                .add(Rows.row(Slot.CANARY, "run", "2-00000002", 7, Instant.EPOCH, "compare@1", 1, books))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        // different, missing, extra, shown, to read
        "0, 0, 0, 0, 0",
        "1, 0, 0, 0, 1",
        "1, 1, 1, 0, 3",
        "1, 1, 1, 2, 3",
        "1, 1, 1, 3, 0",
        "900, 1, 1, 4, 5",
        "900, 1, 1, 5, 0"
    })
    void they_are_read_while_the_books_have_more_than_is_shown(
            long different, long missing, long extra, int shown, int toRead) {
        assertThat(Samples.toRead(books(different, missing, extra), shownUpTo(shown)))
                .isEqualTo(toRead);
    }

    @Test
    void the_first_ones_are_kept() {
        // when
        List<DifferenceSample> samples = Samples.after(
                shownUpTo(2), IntStream.range(0, 9).mapToObj(SamplesTest::extra).toList());

        // then
        assertThat(samples).isEqualTo(shownUpTo(5));
    }

    @Test
    void what_was_shown_stays_when_its_topic_has_it_no_longer() {
        assertThat(Samples.after(shownUpTo(2), List.of(extra(7)))).containsExactly(shown(0), shown(1), shown(7));
    }

    @Test
    void nobody_fills_up_the_status_with_what_is_no_name() {
        // given
        Difference endless = new Difference("x".repeat(4_000), Kind.EXTRA, List.of(), null, "out.canary-0@1");

        // when
        List<DifferenceSample> samples = Samples.after(List.of(), List.of(endless, extra(2)));

        // then
        assertThat(samples).containsExactly(shown(2));
    }

    @Test
    void the_longest_names_are_shown() {
        // given
        List<String> columns = IntStream.range(0, 10)
                .mapToObj(number -> number + "c".repeat(248))
                .toList();
        String place = "t".repeat(249) + "-1234567890@" + Long.MAX_VALUE;

        // when
        List<DifferenceSample> samples = Samples.after(
                List.of(), List.of(new Difference("s".repeat(63), Kind.DIFFERENT, columns, place, place)));

        // then
        assertThat(samples).hasSize(1);
    }

    @Test
    void of_many_columns_the_first_ten_are_named() {
        // given
        List<String> columns =
                IntStream.range(10, 99).mapToObj(number -> "c" + number).toList();

        // when
        List<DifferenceSample> samples =
                Samples.after(List.of(), List.of(new Difference("out", Kind.DIFFERENT, columns, "a-0@1", "b-0@2")));

        // then
        assertThat(samples)
                .containsExactly(new DifferenceSample(
                        "out", DifferenceKind.DIFFERENT, columns.subList(0, 10), "a-0@1", "b-0@2"));
    }

    @Test
    void people_are_told_where_the_first_one_of_a_sink_is() {
        // given
        List<DifferenceSample> samples = List.of(
                new DifferenceSample("a", DifferenceKind.DIFFERENT, List.of("n", "sum"), "a-1@7", "a.canary-0@9"),
                new DifferenceSample("b", DifferenceKind.DIFFERENT, null, "b-1@7", "b.canary-0@9"),
                new DifferenceSample("c", DifferenceKind.MISSING, null, "c-1@7", null),
                new DifferenceSample("d", DifferenceKind.EXTRA, null, null, "d.canary-0@9"),
                new DifferenceSample("a", DifferenceKind.MISSING, null, "a-1@8", null));

        // when
        List<String> sentences = List.of("a", "b", "c", "d", "e").stream()
                .map(sink -> Samples.sentence(sink, samples))
                .toList();

        // then
        assertThat(sentences)
                .containsExactly(
                        "; the first: a-1@7 and a.canary-0@9 differ in n, sum",
                        "; the first: b-1@7 and b.canary-0@9 differ",
                        "; the first: c-1@7 is missing",
                        "; the first: d.canary-0@9 is extra",
                        "");
    }
}
