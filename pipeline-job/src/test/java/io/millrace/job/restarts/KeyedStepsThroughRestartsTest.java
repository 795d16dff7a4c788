package io.millrace.job.restarts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.restarts.Act.Arrival;
import io.millrace.job.restarts.Act.Mark;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What a keyed step gives does not depend on restarts, but for how far event time is where keys come together. */
class KeyedStepsThroughRestartsTest {

    private static final int TRIES = 60;

    @Property(tries = TRIES)
    void windows_that_do_not_overlap_are_as_they_must_be(
            @ForAll("stories") Story story, @ForAll @LongRange(min = 1, max = 25) long size) throws Exception {
        assertAsItMustBe(story, StepUnderTest.windows(size, 1, 0));
    }

    @Property(tries = TRIES)
    void windows_that_overlap_are_as_they_must_be(
            @ForAll("stories") Story story,
            @ForAll @LongRange(min = 1, max = 10) long slide,
            @ForAll @IntRange(min = 2, max = 4) int windows)
            throws Exception {
        assertAsItMustBe(story, StepUnderTest.windows(slide, windows, 0));
    }

    @Property(tries = TRIES)
    void windows_that_allow_lateness_are_as_they_must_be(
            @ForAll("stories") Story story,
            @ForAll @LongRange(min = 1, max = 10) long slide,
            @ForAll @IntRange(min = 1, max = 3) int windows,
            @ForAll @LongRange(min = 1, max = 30) long allowedLateness)
            throws Exception {
        assertAsItMustBe(story, StepUnderTest.windows(slide, windows, allowedLateness));
    }

    @Property(tries = TRIES)
    void deduplicate_lets_pass_what_it_must(
            @ForAll("stories") Story story, @ForAll @LongRange(min = 1, max = 30) long within) throws Exception {
        assertAsItMustBe(story, StepUnderTest.deduplicate(within));
    }

    // What the keeper of the watermark is for: without it this is what a late record does after a restart.
    @Example
    void a_restart_that_forgets_the_watermark_opens_a_closed_window_again() throws Exception {
        // given
        Event first = new Event(0, "a", "ann", 5L, 3);
        Event late = new Event(1, "a", "bob", 7L, 4);
        Story story = new Story(List.of(new Arrival(first), new Mark("a", 20), new Arrival(late)), 2, 2, 1);
        StepUnderTest under = StepUnderTest.windows(10, 1, 0);

        // when
        Written kept = story.asItIs(under.operators(), UnaryOperator.identity()).written();
        Written forgotten = story.asItIs(under.operators(), KeyedSubtasks.Checkpoint::withoutWatermarks)
                .written();

        // then
        assertThat(kept).isEqualTo(story.asItMustBe(under.model()));
        assertThat(kept.late()).isEqualTo(Map.of("a", List.of(1L)));
        assertThat(forgotten.results().get("a from 0")).hasSize(2);
        assertThat(forgotten.late()).isEmpty();
    }

    @Provide
    Arbitrary<Story> stories() {
        return Stories.any();
    }

    private static void assertAsItMustBe(Story story, StepUnderTest under) throws Exception {
        // when
        Story.Outcome outcome = story.asItIs(under.operators(), UnaryOperator.identity());

        // then
        assertThat(outcome.written()).isEqualTo(story.asItMustBe(under.model()));
        assertThat(outcome.remembered()).isZero();
    }
}
