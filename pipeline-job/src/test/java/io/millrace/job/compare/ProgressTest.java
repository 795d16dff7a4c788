package io.millrace.job.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.compare.Progress.Reach;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressTest {

    private static final String WINDOW = "watermark:window:w@1";

    private record Case(String name, Progress mine, Progress other, boolean covered) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("the same", at(10, 100), at(10, 100), true),
                new Case("further in both", at(11, 101), at(10, 100), true),
                new Case("one record behind", at(9, 100), at(10, 100), false),
                new Case("an earlier watermark", at(10, 99), at(10, 100), false),
                new Case("no watermark yet", at(10, Reach.NOWHERE), at(10, 100), false),
                new Case("the other has no watermark yet", at(10, Reach.NOWHERE), at(10, Reach.NOWHERE), true),
                new Case("a partition not read yet", of(Map.of(), Map.of()), at(10, Reach.NOWHERE), false),
                new Case("the other has not read the partition", at(10, 100), of(Map.of(), Map.of()), true),
                new Case(
                        "one of two sources of the topic is behind",
                        of(Map.of("t-0", new Reach(9, 12)), Map.of()),
                        of(Map.of("t-0", new Reach(10, 10)), Map.of()),
                        false),
                new Case(
                        "the fastest of the other's subtasks counts",
                        at(10, 100),
                        of(Map.of("t-0", new Reach(10, 10)), Map.of(WINDOW, new Reach(90, 101))),
                        false),
                new Case(
                        "the slowest of one's own subtasks counts",
                        of(Map.of("t-0", new Reach(10, 10)), Map.of(WINDOW, new Reach(99, 200))),
                        at(10, 100),
                        false),
                new Case(
                        "a topic that only the other reads does not hold up",
                        at(10, 100),
                        new Progress(
                                Map.of("t", Map.of("t-0", new Reach(5, 5)), "u", Map.of("u-0", new Reach(5, 5))),
                                Map.of()),
                        true),
                new Case(
                        "a step that only the other has: all of one's own are as late",
                        of(Map.of("t-0", new Reach(10, 10)), Map.of("watermark:window:w@2", new Reach(100, 100))),
                        at(10, 100),
                        true),
                new Case(
                        "a step that only the other has: one of one's own is not",
                        of(
                                Map.of("t-0", new Reach(10, 10)),
                                Map.of(
                                        "watermark:window:w@2",
                                        new Reach(100, 100),
                                        "watermark:window:v@1",
                                        new Reach(99, 100))),
                        at(10, 100),
                        false));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void one_covers_the_other_when_its_slowest_part_is_as_far_as_the_fastest_there(Case it) {
        assertThat(it.mine().covers(it.other())).isEqualTo(it.covered());
    }

    private static Progress at(long offset, long watermark) {
        return of(Map.of("t-0", new Reach(offset, offset)), Map.of(WINDOW, new Reach(watermark, watermark)));
    }

    private static Progress of(Map<String, Reach> partitions, Map<String, Reach> watermarks) {
        return new Progress(Map.of("t", partitions), watermarks);
    }
}
