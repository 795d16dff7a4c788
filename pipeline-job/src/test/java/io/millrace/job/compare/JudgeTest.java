package io.millrace.job.compare;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.job.Definitions;
import io.millrace.job.compare.Frontier.Decided;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the judge makes of two ledgers and of what was read. The cut is checkpoint 10; the live job had written 100 then. */
class JudgeTest {

    private static final RowType INPUT = Definitions.row("at TIMESTAMP(3)");

    private static final PipelineDefinition DEFINITION = pipeline(
            List.of(new SourceDefinition(
                    "in",
                    "source:in@1",
                    "in",
                    new SourceDefinition.JsonDecode(INPUT),
                    new SourceDefinition.EventTime(0, SourceDefinition.TimeUnit.MILLIS, 0, 0, 0),
                    SourceDefinition.StartFrom.EARLIEST)),
            List.of(new Window(
                    "w",
                    "window:w@1",
                    List.of("in"),
                    1_000,
                    1_000,
                    0,
                    List.of(),
                    List.of(Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull())),
                    Definitions.row("window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)", "n BIGINT"))),
            List.of(new SinkDefinition("out", List.of("w"), "out", null, new SinkDefinition.JsonEncode())));

    private static final Decided NOTHING = Decided.NOTHING;

    private final JudgeCodec codec = codec(DEFINITION);
    private Judge judge = codec.create(10);

    private static JudgeCodec codec(PipelineDefinition live) {
        RunSettings candidate = Definitions.run().candidate(null);
        return new JudgeCodec(
                new Comparison("run", live, 0, "diff", Set.of(), Map.of(), 1), candidate.writtenBy(DEFINITION));
    }

    @Test
    void a_record_is_decided_when_the_other_side_is_as_far_and_all_that_it_wrote_was_read() {
        // given
        live(10, 50, 500, 100);
        live(11, 60, 600, 103);
        judge.counted(Side.LIVE, "out", 10, 3);

        // when, then: the candidate is not as far
        candidate(11, 59, 600, 2);
        judge.counted(Side.CANDIDATE, "out.canary", 10, 2);
        assertThat(judge.frontier().live()).isEqualTo(NOTHING);
        assertThat(judge.frontier().candidate())
                .as("the live job is as far as the candidate")
                .isEqualTo(new Decided(11, Long.MIN_VALUE));

        // when, then: it is, but not all of what it wrote was read
        candidate(12, 60, 600, 3);
        assertThat(judge.frontier().live()).isEqualTo(NOTHING);

        // when, then
        judge.counted(Side.CANDIDATE, "out.canary", 11, 1);
        assertThat(judge.frontier().live().below()).isEqualTo(11);
    }

    @Test
    void it_is_resolved_when_what_the_other_side_wrote_by_then_is_decided_as_well() {
        // given
        live(10, 50, 500, 100);
        live(11, 60, 600, 103);
        judge.counted(Side.LIVE, "out", 10, 3);
        candidate(15, 70, 700, 5);
        judge.counted(Side.CANDIDATE, "out.canary", 12, 5);

        // when, then
        assertThat(judge.frontier().live()).isEqualTo(new Decided(11, Long.MIN_VALUE));
        assertThat(judge.frontier().eventTime()).isNull();

        // when
        live(12, 80, 800, 105);
        judge.counted(Side.LIVE, "out", 11, 2);

        // then
        assertThat(judge.frontier())
                .isEqualTo(new Frontier(
                        new Decided(11, 11),
                        new Decided(15, Long.MIN_VALUE),
                        null,
                        Set.of(),
                        Map.of(),
                        Map.of("out", 3L)));

        // when
        candidate(16, 90, 900, 5);

        // then
        assertThat(judge.frontier())
                .isEqualTo(new Frontier(
                        new Decided(12, 11), new Decided(15, 15), 600L, Set.of(), Map.of(), Map.of("out", 3L)));
    }

    @Test
    void what_is_outside_of_the_sample_is_read_but_not_resolved() {
        // given: of 3 records and of 2, 2 each
        live(10, 50, 500, 100);
        live(11, 60, 600, 103);
        judge.counted(Side.LIVE, "out", 10, 3);
        judge.outside(Side.LIVE, "out", 10, 2);
        candidate(15, 70, 700, 5);
        judge.counted(Side.CANDIDATE, "out.canary", 12, 5);
        judge.frontier();
        live(12, 80, 800, 105);
        judge.counted(Side.LIVE, "out", 11, 2);
        judge.outside(Side.LIVE, "out", 11, 2);

        // when, then: those that are not resolved yet are nothing to be taken away
        assertThat(judge.frontier().live()).isEqualTo(new Decided(11, 11));
        judge = codec.read(10, codec.write(judge));
        assertThat(judge.frontier().resolved()).isEqualTo(Map.of("out", 1L));

        // when
        candidate(16, 90, 900, 5);
        live(13, 90, 900, 105);

        // then
        assertThat(judge.frontier().live()).isEqualTo(new Decided(13, 13));
        assertThat(judge.frontier().resolved()).isEqualTo(Map.of("out", 1L));
    }

    @Test
    void a_watermark_that_is_behind_holds_up_what_is_as_far_in_its_input() {
        // given
        live(10, 50, 500, 100);
        live(11, 60, 600, 100);

        // when
        candidate(11, 60, 599, 0);

        // then
        assertThat(judge.frontier().live()).isEqualTo(NOTHING);
    }

    @Test
    void nothing_is_decided_before_the_sum_at_the_cut_is_known() {
        // given
        judge.counted(Side.LIVE, "out", 10, 3);
        live(9, 40, 400, 90);
        candidate(11, 60, 600, 0);

        // when, then
        assertThat(judge.frontier()).isEqualTo(Frontier.NOTHING);
    }

    @Test
    void a_live_job_that_went_back_behind_the_snapshot_is_found() {
        // when
        live(11, 60, 600, 103);

        // then
        assertThat(judge.frontier().broken()).containsExactly(Broken.SNAPSHOT_LOST);
    }

    @Test
    void another_live_job_is_found_and_one_before_it_is_not() {
        // when, then
        judge.row(Side.LIVE, row(Slot.PROD, "before", 9, 0, 0, 0, null, "epoch@1"));
        live(10, 50, 500, 100);
        assertThat(judge.frontier().broken()).isEmpty();

        // when, then
        judge.row(Side.LIVE, row(Slot.PROD, "after", 11, 0, 0, 0, null, "epoch@1"));
        assertThat(judge.frontier().broken()).containsExactly(Broken.ANOTHER_RUN);
    }

    @Test
    void more_records_than_the_books_have_are_found() {
        // given
        live(10, 50, 500, 100);
        live(11, 60, 600, 103);
        judge.counted(Side.LIVE, "out", 10, 3);
        assertThat(judge.frontier().broken()).isEmpty();

        // when
        judge.counted(Side.LIVE, "out", 10, 1);

        // then
        assertThat(judge.frontier().broken()).containsExactly(Broken.MORE_THAN_BOOKED);
    }

    @Test
    void a_ledger_without_positions_is_found() {
        // when
        row(Side.LIVE, 10, -1, 500, 100, null);

        // then
        assertThat(judge.frontier().broken()).containsExactly(Broken.NO_POSITIONS);
    }

    @Test
    void a_restart_is_found_where_it_may_have_written_again() {
        // given
        PipelineDefinition atLeastOnce = new PipelineDefinition(
                DEFINITION.formatVersion(),
                DEFINITION.sources(),
                DEFINITION.steps(),
                DEFINITION.sinks(),
                DEFINITION.deadLetter(),
                DEFINITION.lateTopic(),
                DEFINITION.ledgerTopic(),
                PipelineDefinition.Delivery.AT_LEAST_ONCE);
        live(10, 50, 500, 100);
        row(Side.LIVE, 11, 60, 600, 103, 10L);
        assertThat(judge.frontier().broken()).as("exactly once").isEmpty();
        judge = codec(atLeastOnce).create(10);
        live(10, 50, 500, 100);
        assertThat(judge.frontier().broken()).isEmpty();

        // when
        row(Side.LIVE, 11, 60, 600, 103, 10L);

        // then
        assertThat(judge.frontier().broken()).containsExactly(Broken.WRITTEN_AGAIN);
    }

    @Test
    void what_it_knows_survives_in_a_checkpoint() {
        // given
        live(10, 50, 500, 100);
        live(11, 60, 600, 103);
        live(12, 65, 650, 104);
        judge.counted(Side.LIVE, "out", 10, 3);
        candidate(15, 62, 620, 5);
        judge.counted(Side.CANDIDATE, "out.canary", 12, 5);
        judge.row(Side.CANDIDATE, row(Slot.CANARY, "own", 16, 90, 900, 5, null, "epoch@1"));
        judge.row(Side.LIVE, row(Slot.PROD, "after", 11, 0, 0, 0, null, "epoch@1"));
        Frontier before = judge.frontier();

        // when
        judge = codec.read(10, codec.write(judge));

        // then
        assertThat(judge.frontier()).isEqualTo(before);
        assertThat(before.broken()).containsExactly(Broken.ANOTHER_RUN);

        // when
        judge.row(Side.CANDIDATE, row(Slot.CANARY, "own", 16, 90, 900, 0, null, "watermark:window:w@1"));
        judge.counted(Side.LIVE, "out", 11, 1);

        // then
        assertThat(judge.frontier().live().below()).isEqualTo(12);
    }

    private void live(long checkpoint, long offset, long watermark, long written) {
        row(Side.LIVE, checkpoint, offset, watermark, written, null);
    }

    private void candidate(long checkpoint, long offset, long watermark, long written) {
        row(Side.CANDIDATE, checkpoint, offset, watermark, written, 10L);
    }

    private void row(Side side, long checkpoint, long offset, long watermark, long written, @Nullable Long restored) {
        Slot slot = side == Side.LIVE ? Slot.PROD : Slot.CANARY;
        String run = side == Side.LIVE ? "run" : "own";
        judge.row(side, row(slot, run, checkpoint, offset, watermark, written, restored, "epoch@1"));
        judge.row(side, row(slot, run, checkpoint, offset, watermark, 0, restored, "watermark:window:w@1"));
    }

    private static LedgerRow row(
            Slot slot,
            String run,
            long checkpoint,
            long offset,
            long watermark,
            long written,
            @Nullable Long restored,
            String operator) {
        Books books = new Books(
                Map.of("in", new Counts(Map.of(Account.IN, offset + 2), Map.of())),
                Map.of(slot == Slot.PROD ? "out" : "out.canary", written));
        return new LedgerRow(
                LedgerRow.FORMAT_VERSION,
                slot,
                run,
                "1-aaaaaaaa",
                checkpoint,
                0,
                operator,
                2,
                0,
                1,
                watermark,
                books,
                Books.EMPTY,
                restored,
                offset < 0 ? Map.of() : Map.of("source:in@1", Map.of("in-0", offset)));
    }
}
