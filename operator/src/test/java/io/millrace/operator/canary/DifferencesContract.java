package io.millrace.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.differences.Difference;
import io.millrace.definition.differences.Difference.Kind;
import io.millrace.definition.differences.DifferenceFormat;
import io.millrace.definition.differences.DifferenceFormat.Shown;
import io.millrace.operator.result.Observed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What everything that calls itself {@link Differences} does. */
public abstract class DifferencesContract {

    protected abstract Differences differences();

    /** A topic with nothing in it. */
    protected abstract String freshTopic();

    /** Appends a record to it. */
    protected abstract void write(String topic, byte[] value);

    protected static Difference missing(int offset) {
        return new Difference("out", Kind.MISSING, List.of(), "out-0@" + offset, null);
    }

    protected static byte[] written(int offset) {
        return DifferenceFormat.write("out", null, new Shown("{\"n\":1}", "out-0@" + offset), null);
    }

    protected final Observed<List<Difference>> first(String topic, int number) {
        return differences().first(Map.of(topic, number)).getOrDefault(topic, Observed.absent());
    }

    @Test
    void the_first_ones_are_read_in_their_order_and_no_more_than_are_wanted() {
        // given
        String topic = freshTopic();
        List.of(3, 1, 2).forEach(offset -> write(topic, written(offset)));

        // when
        Observed<List<Difference>> first = first(topic, 2);

        // then
        assertThat(first).isEqualTo(Observed.found(List.of(missing(3), missing(1))));
    }

    @Test
    void one_that_is_told_again_counts_once() {
        // given
        String topic = freshTopic();
        List.of(1, 2, 1, 2, 3).forEach(offset -> write(topic, written(offset)));

        // when
        Observed<List<Difference>> first = first(topic, 3);

        // then
        assertThat(first).isEqualTo(Observed.found(List.of(missing(1), missing(2), missing(3))));
    }

    @Test
    void what_is_no_difference_is_passed_over() {
        // given
        String topic = freshTopic();
        write(topic, "garbage".getBytes(StandardCharsets.UTF_8));
        write(topic, written(1));

        // when
        Observed<List<Difference>> first = first(topic, 1);

        // then
        assertThat(first).isEqualTo(Observed.found(List.of(missing(1))));
    }

    @Test
    void what_has_not_come_is_not_waited_for_for_ever() {
        // given
        String half = freshTopic();
        String empty = freshTopic();
        write(half, written(1));

        // when
        Map<String, Observed<List<Difference>>> first = differences().first(Map.of(half, 5, empty, 5));

        // then
        assertThat(first)
                .isEqualTo(Map.of(half, Observed.found(List.of(missing(1))), empty, Observed.found(List.of())));
    }

    @Test
    void nothing_is_said_of_no_topics() {
        assertThat(differences().first(Map.of())).isEmpty();
    }
}
