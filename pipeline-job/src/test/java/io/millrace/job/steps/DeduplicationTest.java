package io.millrace.job.steps;

import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.RowType;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.job.Definitions;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import io.millrace.job.records.StreamTypes;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a harness may throw anything, and so may a test
class DeduplicationTest {

    private static final RowType ROW = row("id STRING", "n BIGINT");
    private static final long WITHIN = 10;
    private static final OutputTag<Envelope> LATE =
            new OutputTag<>("late", new StreamTypes(pipeline(List.of(), List.of(), List.of())).envelopes(ROW));
    private static final OutputTag<OutRecord> BOOKS = new OutputTag<>("books", StreamTypes.outRecords());

    @Test
    void the_first_one_read_passes_in_whichever_direction_the_others_are() throws Exception {
        try (var harness = harness(WITHIN, null)) {
            // when
            send(harness, "a", 100);
            send(harness, "a", 109);
            send(harness, "a", 91);
            send(harness, "a", 110);
            send(harness, "a", 90);
            send(harness, "b", 100);
            send(harness, null, 100);
            send(harness, null, 101);

            // then
            assertThat(passed(harness)).containsExactly("a 100", "a 110", "a 90", "b 100", "null 100");
        }
    }

    @Test
    void a_record_that_is_as_late_as_duplicates_may_be_apart_is_late() throws Exception {
        try (var harness = harness(WITHIN, null)) {
            // given
            harness.processWatermark(100);

            // when
            send(harness, "a", 91);
            send(harness, "a", 90);

            // then
            assertThat(passed(harness)).containsExactly("a 91");
            assertThat(late(harness)).containsExactly("a 90");
        }
    }

    @Test
    void what_can_be_no_first_any_more_is_forgotten() throws Exception {
        try (var harness = harness(WITHIN, null)) {
            // given
            send(harness, "a", 100);
            send(harness, "a", 115);
            send(harness, "b", 100);

            // when, then
            assertThat(harness.numEventTimeTimers()).isEqualTo(2);
            harness.processWatermark(119);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
            harness.processWatermark(134);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void a_longer_time_holds_for_what_passed_before_it() throws Exception {
        // given
        OperatorSubtaskState state;
        try (var harness = harness(WITHIN, null)) {
            send(harness, "a", 100);
            state = harness.snapshot(1, 1);
        }

        // when
        try (var harness = harness(10 * WITHIN, state)) {
            harness.processWatermark(150);
            send(harness, "a", 180);
            send(harness, "a", 200);

            // then
            assertThat(passed(harness)).containsExactly("a 200");
        }
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<Row, Envelope, Envelope> harness, @Nullable String id, long time)
            throws Exception {
        harness.processElement(new Envelope.Good(new Row(id, time), new Origin.Computed("", new Row(), 1)), time);
    }

    private static List<String> passed(KeyedOneInputStreamOperatorTestHarness<Row, Envelope, Envelope> harness) {
        return harness.extractOutputValues().stream()
                .map(DeduplicationTest::text)
                .toList();
    }

    private static List<String> late(KeyedOneInputStreamOperatorTestHarness<Row, Envelope, Envelope> harness) {
        var records = harness.getSideOutput(LATE);
        return records == null
                ? List.of()
                : records.stream()
                        .map(StreamRecord::getValue)
                        .map(DeduplicationTest::text)
                        .toList();
    }

    private static String text(Envelope envelope) {
        Row row = ((Envelope.Good) envelope).row();
        return row.get(0) + " " + row.get(1);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Row, Envelope, Envelope> harness(
            long within, @Nullable OperatorSubtaskState state) throws Exception {
        Deduplicate step =
                new Deduplicate("unique", "deduplicate:unique@1", List.of("orders"), List.of(0), within, ROW);
        Bookkeeping bookkeeping =
                Bookkeeping.of(pipeline(List.of(), List.of(step), List.of()), Definitions.run(), step.uid());
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new Deduplication(bookkeeping, step, LATE, BOOKS),
                new KeyColumns(List.of(0)),
                StreamTypes.rows(row("id STRING")));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
