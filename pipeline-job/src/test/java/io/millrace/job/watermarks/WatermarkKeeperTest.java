package io.millrace.job.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.Definitions;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.ledger.WindowBooks;
import io.millrace.job.records.StreamTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a harness may throw anything, and so may a test
class WatermarkKeeperTest {

    private static final Window PER_MINUTE = new Window(
            "per-minute", "window:per-minute@1", List.of(), 60_000, 60_000, 0, List.of(), List.of(), Definitions.row());

    private static final int KEY_GROUPS = 128;

    @Test
    void watermarks_and_rows_pass() throws Exception {
        try (var keeper = keeper(1, 0)) {
            // given
            keeper.open();

            // when
            keeper.processWatermark(10);
            keeper.processElement("row", 5);

            // then
            assertThat(watermarks(keeper)).containsExactly(10L);
            assertThat(keeper.extractOutputValues()).containsExactly("row");
        }
    }

    @Test
    void after_a_restart_it_goes_on_where_it_was_and_never_back() throws Exception {
        // given
        OperatorSubtaskState state = stateAfter(1, 0, 100);

        // when, then
        try (var keeper = restored(1, 0, state)) {
            assertThat(watermarks(keeper)).containsExactly(100L);
            keeper.processWatermark(50);
            assertThat(watermarks(keeper)).containsExactly(100L);
            keeper.processWatermark(101);
            assertThat(watermarks(keeper)).containsExactly(100L, 101L);
        }
    }

    @Test
    void what_was_restored_is_kept_by_the_next_checkpoint_too() throws Exception {
        // given
        OperatorSubtaskState first = stateAfter(1, 0, 100);
        OperatorSubtaskState second;
        try (var keeper = restored(1, 0, first)) {
            keeper.processWatermark(50);
            second = keeper.snapshot(2, 2);
        }

        // when, then
        try (var keeper = restored(1, 0, second)) {
            assertThat(watermarks(keeper)).containsExactly(100L);
        }
    }

    @Test
    void a_first_start_says_nothing() throws Exception {
        // given
        OperatorSubtaskState nothingSeen = stateAfter(1, 0);

        // when, then
        try (var fresh = keeper(1, 0);
                var restored = restored(1, 0, nothingSeen)) {
            fresh.open();
            assertThat(watermarks(fresh)).isEmpty();
            assertThat(watermarks(restored)).isEmpty();
        }
    }

    @Test
    void with_the_same_parallelism_each_subtask_has_its_own() throws Exception {
        // given
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(stateAfter(2, 0, 100), stateAfter(2, 1, 80));

        // when, then
        try (var first = restored(2, 0, part(both, 2, 2, 0));
                var second = restored(2, 1, part(both, 2, 2, 1))) {
            assertThat(watermarks(first)).containsExactly(100L);
            assertThat(watermarks(second)).containsExactly(80L);
        }
    }

    @Test
    void a_subtask_that_takes_over_keys_of_two_takes_the_later_and_hands_it_on() throws Exception {
        // given
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(stateAfter(2, 0, 100), stateAfter(2, 1, 80));

        // when two become one
        OperatorSubtaskState one;
        try (var keeper = restored(1, 0, part(both, 2, 1, 0))) {
            assertThat(watermarks(keeper)).containsExactly(100L);
            one = keeper.snapshot(2, 2);
        }

        // then and one becomes two again
        try (var first = restored(2, 0, part(one, 1, 2, 0));
                var second = restored(2, 1, part(one, 1, 2, 1))) {
            assertThat(watermarks(first)).containsExactly(100L);
            assertThat(watermarks(second)).containsExactly(100L);
        }
    }

    @Test
    void three_of_two_take_from_those_whose_keys_they_get() throws Exception {
        // given
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(stateAfter(2, 0, 100), stateAfter(2, 1, 200));

        // when, then
        try (var first = restored(3, 0, part(both, 2, 3, 0));
                var middle = restored(3, 1, part(both, 2, 3, 1));
                var last = restored(3, 2, part(both, 2, 3, 2))) {
            assertThat(watermarks(first)).containsExactly(100L);
            assertThat(watermarks(middle)).containsExactly(200L);
            assertThat(watermarks(last)).containsExactly(200L);
        }
    }

    @Test
    void idleness_passes_and_takes_nothing_from_the_watermark() throws Exception {
        // given
        OperatorSubtaskState state;
        try (var keeper = keeper(1, 0)) {
            keeper.open();
            keeper.processWatermark(100);
            keeper.processWatermarkStatus(WatermarkStatus.IDLE);
            assertThat(keeper.getOutput()).contains(WatermarkStatus.IDLE);
            state = keeper.snapshot(1, 1);
        }

        // when, then
        try (var keeper = restored(1, 0, state)) {
            assertThat(watermarks(keeper)).containsExactly(100L);
            keeper.processWatermarkStatus(WatermarkStatus.IDLE);
            keeper.processWatermarkStatus(WatermarkStatus.ACTIVE);
            keeper.processWatermark(90);
            assertThat(watermarks(keeper)).containsExactly(100L);
        }
    }

    private static OperatorSubtaskState stateAfter(int parallelism, int subtask, long... watermarks) throws Exception {
        try (var keeper = keeper(parallelism, subtask)) {
            keeper.open();
            for (long watermark : watermarks) {
                keeper.processWatermark(watermark);
            }
            return keeper.snapshot(1, 1);
        }
    }

    private static OperatorSubtaskState part(OperatorSubtaskState all, int before, int now, int subtask) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(all, KEY_GROUPS, before, now, subtask);
    }

    private static OneInputStreamOperatorTestHarness<String, String> restored(
            int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
        var keeper = keeper(parallelism, subtask);
        keeper.initializeState(state);
        keeper.open();
        return keeper;
    }

    private static OneInputStreamOperatorTestHarness<String, String> keeper(int parallelism, int subtask)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new WatermarkKeeper<String>(
                        new Bookkeeping("ledger", Slot.PROD, "1-00000000", "watermark:per-minute@1", 1),
                        new WindowBooks(PER_MINUTE),
                        new OutputTag<>("books", StreamTypes.outRecords())),
                KEY_GROUPS,
                parallelism,
                subtask);
    }

    private static List<Long> watermarks(OneInputStreamOperatorTestHarness<String, String> keeper) {
        List<Long> watermarks = new ArrayList<>();
        for (Object element : keeper.getOutput()) {
            if (element instanceof Watermark watermark) {
                watermarks.add(watermark.getTimestamp());
            }
        }
        return watermarks;
    }
}
