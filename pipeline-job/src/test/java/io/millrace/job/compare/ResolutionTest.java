package io.millrace.job.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.ledger.Account;
import io.millrace.job.compare.Frontier.Decided;
import io.millrace.job.compare.Unmatched.Occurrence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolutionTest {

    // Both sides are decided below 20, and resolved below 10.
    private static final Frontier FRONTIER =
            new Frontier(new Decided(20, 10), new Decided(20, 10), null, Set.of(), Map.of(), Map.of());

    private final Map<String, Unmatched> unmatched = new HashMap<>();

    @Test
    void equal_records_cancel_out_one_by_one() {
        // given
        add(Side.LIVE, "a", 1);
        add(Side.LIVE, "a", 2);

        // when
        add(Side.CANDIDATE, "a", 9);

        // then
        assertThat(unmatched).isEqualTo(Map.of("a", new Unmatched(Side.LIVE, List.of(at(2)))));

        // when
        add(Side.CANDIDATE, "a", 9);
        add(Side.CANDIDATE, "a", 9);

        // then
        assertThat(unmatched).isEqualTo(Map.of("a", new Unmatched(Side.CANDIDATE, List.of(at(9)))));
    }

    @Test
    void what_is_resolved_on_one_side_is_missing_or_extra() {
        // given
        add(Side.LIVE, "a", 9);
        add(Side.LIVE, "a", 8);

        // when, then
        assertThat(kinds()).containsExactly(Account.MISSING, Account.MISSING);

        // given
        unmatched.clear();
        add(Side.CANDIDATE, "a", 9);

        // when, then
        assertThat(kinds()).containsExactly(Account.EXTRA);
    }

    @Test
    void what_is_not_resolved_is_left() {
        // given
        add(Side.LIVE, "a", 10);
        add(Side.LIVE, "a", 9);
        add(Side.LIVE, "b", 30);

        // when
        Resolution resolution = Resolution.of(unmatched, FRONTIER);

        // then
        assertThat(resolution.differences()).hasSize(1);
        assertThat(resolution.left())
                .isEqualTo(Map.of(
                        "a",
                        new Unmatched(Side.LIVE, List.of(at(10))),
                        "b",
                        new Unmatched(Side.LIVE, List.of(at(30)))));
    }

    @Test
    void one_of_each_side_are_a_pair_when_one_is_resolved_and_the_other_decided() {
        // given
        add(Side.LIVE, "a", 9);
        add(Side.CANDIDATE, "b", 19);
        add(Side.CANDIDATE, "c", 21);

        // when
        Resolution resolution = Resolution.of(unmatched, FRONTIER);

        // then
        Difference difference = resolution.differences().get(0);
        assertThat(resolution.differences()).hasSize(1);
        assertThat(difference.kind()).isEqualTo(Account.DIFFERENT);
        assertThat(valueOf(difference.live())).isEqualTo("a");
        assertThat(valueOf(difference.candidate())).isEqualTo("b");
        assertThat(resolution.left()).containsOnlyKeys("c");
    }

    // It may have a counterpart of its own that has not come.
    @Test
    void one_that_is_not_decided_makes_no_pair() {
        // given
        add(Side.LIVE, "a", 9);
        add(Side.CANDIDATE, "b", 20);

        // when, then
        assertThat(kinds()).containsExactly(Account.MISSING);
    }

    @Test
    void pairs_are_made_in_the_order_of_epochs() {
        // given
        add(Side.LIVE, "later", 8);
        add(Side.LIVE, "earlier", 7);
        add(Side.CANDIDATE, "first", 5);
        add(Side.CANDIDATE, "second", 6);
        add(Side.CANDIDATE, "third", 6);

        // when
        Resolution resolution = Resolution.of(unmatched, FRONTIER);

        // then
        assertThat(resolution.differences())
                .extracting(one -> valueOf(one.live()) + " " + valueOf(one.candidate()))
                .startsWith("earlier first")
                .hasSize(3);
        assertThat(resolution.differences())
                .extracting(Difference::kind)
                .containsExactly(Account.DIFFERENT, Account.DIFFERENT, Account.EXTRA);
    }

    @Test
    void a_record_that_was_late_on_one_side_only_explains_a_difference() {
        // given
        add(Side.LIVE, "{\"n\":1}", 8);
        add(Side.LIVE, "late:r", 9);
        add(Side.CANDIDATE, "{\"n\":2}", 19);

        // when
        Resolution resolution = Resolution.of(unmatched, FRONTIER);

        // then
        assertThat(resolution.isLateness()).isTrue();
        assertThat(resolution.differences()).extracting(Difference::kind).containsExactly(Account.DIFFERENT);
        assertThat(resolution.left()).isEmpty();
    }

    @Test
    void it_explains_a_result_that_only_one_side_has() {
        // given
        add(Side.LIVE, "late:r", 9);
        add(Side.CANDIDATE, "{\"n\":1}", 19);

        // when
        Resolution resolution = Resolution.of(unmatched, FRONTIER);

        // then
        assertThat(resolution.isLateness()).isTrue();
        assertThat(resolution.differences()).extracting(Difference::kind).containsExactly(Account.EXTRA);
    }

    @Test
    void while_it_may_have_been_late_on_both_a_difference_waits() {
        // given
        add(Side.LIVE, "{\"n\":1}", 8);
        add(Side.LIVE, "late:r", 12);

        // when
        Resolution resolution = Resolution.of(unmatched, FRONTIER);

        // then
        assertThat(resolution.differences()).isEmpty();
        assertThat(resolution.left()).isEqualTo(unmatched);
    }

    @Test
    void one_that_was_late_on_both_explains_nothing() {
        // given
        add(Side.LIVE, "{\"n\":1}", 8);
        add(Side.LIVE, "late:r", 9);
        add(Side.CANDIDATE, "late:r", 12);

        // when
        Resolution resolution = Resolution.of(unmatched, FRONTIER);

        // then
        assertThat(resolution.isLateness()).isFalse();
        assertThat(resolution.differences()).extracting(Difference::kind).containsExactly(Account.MISSING);
    }

    @Test
    void one_that_made_no_difference_is_forgotten() {
        // given
        add(Side.LIVE, "late:r", 9);

        // when
        Resolution resolution = Resolution.of(unmatched, FRONTIER);

        // then
        assertThat(resolution.differences()).isEmpty();
        assertThat(resolution.left()).isEmpty();
    }

    @Test
    void what_is_kept_is_read_back() {
        // given
        Unmatched kept = new Unmatched(Side.CANDIDATE, List.of(new Occurrence(1, 2, 3), new Occurrence(4, 5, 6)));

        // when, then
        assertThat(Unmatched.of(kept.toLongs())).isEqualTo(kept);
    }

    private static String valueOf(Difference.@Nullable Written written) {
        return written == null ? "-" : written.value();
    }

    private List<Account> kinds() {
        return Resolution.of(unmatched, FRONTIER).differences().stream()
                .map(Difference::kind)
                .toList();
    }

    private void add(Side side, String value, long epoch) {
        Unmatched left = Unmatched.after(unmatched.get(value), side, at(epoch));
        if (left == null) {
            unmatched.remove(value);
        } else {
            unmatched.put(value, left);
        }
    }

    private static Occurrence at(long epoch) {
        return new Occurrence(epoch, 0, epoch);
    }
}
