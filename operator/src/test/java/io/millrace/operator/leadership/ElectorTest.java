package io.millrace.operator.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElectorTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    private final InMemoryLease lease = new InMemoryLease();
    private final List<String> ended = new ArrayList<>();
    // Begins near the largest long, as the clock of a machine that runs for long may.
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private final Elector first = elector("first");
    private final Elector second = elector("second");

    private Elector elector(String name) {
        return new Elector(name, lease, Terms.USUAL, CLOCK, () -> nanos, () -> ended.add(name));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void passWith(Elector elector, int seconds) {
        for (int second = 0; second < seconds; second++) {
            pass(Duration.ofSeconds(1));
            elector.step();
        }
    }

    @Test
    void the_first_leads_and_the_second_stands_by() {
        // when
        first.step();
        second.step();
        // then
        assertThat(first.isHeld()).isTrue();
        assertThat(second.isHeld()).isFalse();
        assertThat(second.isInOrder()).isTrue();
    }

    @Test
    void a_leader_that_renews_stays() {
        // given
        first.step();
        // when
        for (int second = 0; second < 60; second++) {
            pass(Duration.ofSeconds(1));
            first.step();
            this.second.step();
        }
        // then
        assertThat(first.isHeld()).isTrue();
        assertThat(second.isHeld()).isFalse();
    }

    @Test
    void a_leader_that_was_killed_is_followed_when_its_lease_has_run_out_and_at_no_moment_do_two_lead() {
        // given
        first.step();
        second.step();
        int waited = 0;
        // when
        while (!second.isHeld() && waited < 60) {
            pass(Duration.ofSeconds(1));
            second.step();
            waited++;
            assertThat(first.isHeld() && second.isHeld())
                    .as("after %s s", waited)
                    .isFalse();
        }
        // then
        assertThat(waited).isEqualTo(15);
    }

    @Test
    void a_leader_that_was_stopped_for_long_does_nothing_when_it_wakes_and_ends() {
        // given
        first.step();
        second.step();
        passWith(second, 20);
        List<String> done = new ArrayList<>();
        // when
        assertThatThrownBy(() -> first.act(() -> done.add("too late"))).isInstanceOf(NotLeadingException.class);
        first.step();
        // then
        assertThat(done).isEmpty();
        assertThat(ended).containsExactly("first");
        assertThat(second.isHeld()).isTrue();
    }

    @Test
    void while_the_store_is_away_the_leader_stops_in_time_and_goes_on_when_nobody_has_led_meanwhile() {
        // given
        first.step();
        lease.setAway(true);
        passWith(first, 8);
        boolean before = first.isHeld();
        passWith(first, 1);
        boolean after = first.isHeld();
        passWith(first, 600);
        // when
        lease.setAway(false);
        first.step();
        // then
        assertThat(before).isTrue();
        assertThat(after).isFalse();
        assertThat(first.isHeld()).isTrue();
        assertThat(first.isAlive()).isTrue();
        assertThat(ended).isEmpty();
    }

    @Test
    void what_hangs_beyond_the_deadline_ends_the_process_before_another_one_may_lead() {
        // given
        first.step();
        lease.setAway(true);
        // when
        first.act(() -> passWith(first, 10));
        // then
        assertThat(ended).contains("first");
    }

    @Test
    void who_resigns_is_followed_at_once() {
        // given
        first.step();
        second.step();
        // when
        first.resign();
        second.step();
        // then
        assertThat(first.isHeld()).isFalse();
        assertThat(second.isHeld()).isTrue();
    }

    @Test
    void who_resigns_while_something_is_under_way_lets_the_lease_run_out() {
        // given
        first.step();
        second.step();
        // when
        first.act(first::resign);
        second.step();
        // then
        assertThat(first.isHeld()).isFalse();
        assertThat(second.isHeld()).isFalse();
    }

    @Test
    void a_lease_that_somebody_deleted_is_made_again_by_the_leader() {
        // given
        first.step();
        second.step();
        // when
        lease.delete();
        first.step();
        second.step();
        // then
        assertThat(first.isHeld()).isTrue();
        assertThat(second.isHeld()).isFalse();
        assertThat(ended).isEmpty();
    }
}
