package io.millrace.job.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.records.OutRecord;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a harness may throw anything, and so may a test
class EpochStampTest {

    private static final OutRecord RECORD = OutRecord.unstamped("out", null, null, List.of());

    @Test
    void a_record_has_the_last_checkpoint_whose_barrier_has_passed() throws Exception {
        try (var stamp = stamp(1, 0)) {
            // given
            stamp.open();

            // when
            stamp.processElement(RECORD, 0);
            stamp.prepareSnapshotPreBarrier(4);
            stamp.processElement(RECORD, 0);
            stamp.snapshot(4, 0);
            stamp.processElement(RECORD, 0);
            stamp.snapshot(7, 0);
            stamp.processElement(RECORD, 0);

            // then
            assertThat(epochs(stamp)).containsExactly(0L, 0L, 4L, 7L);
        }
    }

    @Test
    void after_a_restart_it_is_the_restored_one_in_every_subtask() throws Exception {
        // given
        OperatorSubtaskState state;
        try (var stamp = stamp(1, 0)) {
            stamp.open();
            state = stamp.snapshot(9, 0);
        }

        // when, then
        for (int subtask = 0; subtask < 3; subtask++) {
            try (var stamp = stamp(3, subtask)) {
                stamp.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 128, 1, 3, subtask));
                stamp.open();
                stamp.processElement(RECORD, 0);
                assertThat(epochs(stamp)).containsExactly(9L);
            }
        }
    }

    private static List<Long> epochs(OneInputStreamOperatorTestHarness<OutRecord, OutRecord> stamp) {
        return stamp.extractOutputValues().stream()
                .filter(record -> record.topic().equals(RECORD.topic()))
                .map(OutRecord::epoch)
                .toList();
    }

    private static OneInputStreamOperatorTestHarness<OutRecord, OutRecord> stamp(int parallelism, int subtask)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new EpochStamp(new Bookkeeping("ledger", Slot.PROD, "1-00000000", "epoch@1", 1)),
                128,
                parallelism,
                subtask);
    }
}
