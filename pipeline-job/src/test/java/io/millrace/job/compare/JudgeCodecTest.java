package io.millrace.job.compare;

import static io.millrace.job.Definitions.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.job.compare.Decisions.Decision;
import io.millrace.job.compare.Progress.Reach;
import io.millrace.job.compare.SideBooks.Sum;
import io.millrace.job.records.Anything;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JudgeCodecTest {

    private static final long CUT = 10;
    private static final String RUN = "run";
    private static final PipelineDefinition NOTHING = pipeline(List.of(), List.of(), List.of());

    private final JudgeCodec codec =
            new JudgeCodec(new Comparison(RUN, NOTHING, 0, "diff", Set.of(), Map.of(), 1), NOTHING);

    @Property(tries = 50)
    void whatever_the_judge_knows_survives_in_a_checkpoint(@ForAll("anyJudge") Judge judge) {
        assertThat(codec.read(CUT, codec.write(judge)))
                .usingRecursiveComparison()
                .isEqualTo(judge);
    }

    @Provide
    Arbitrary<Judge> anyJudge() {
        return Combinators.combine(
                        sides(Slot.PROD),
                        sides(Slot.CANARY),
                        windows(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Broken.class).set())
                .as((live, candidate, windows, hasSeenLive, broken) ->
                        new Judge(RUN, CUT, live, candidate, windows, hasSeenLive, broken));
    }

    private static Arbitrary<JobSide> sides(Slot slot) {
        Arbitrary<JobSide.Began> began = longOrNull().map(JobSide.Began::new);
        return Combinators.combine(books(), decisions(), outside(), began.injectNull(0.3), rows(slot))
                .as((books, decisions, outside, from, rows) -> {
                    JobSide side = new JobSide(NOTHING, Set.of(), new Ledger(slot), books, decisions, outside, from);
                    rows.forEach(side::add);
                    return side;
                });
    }

    private static Arbitrary<SideBooks> books() {
        return Combinators.combine(
                        counts(),
                        counts().injectNull(0.3),
                        byEpoch(),
                        sums().list().ofMaxSize(3),
                        sums().injectNull(0.3),
                        Arbitraries.of(true, false))
                .as(SideBooks::new);
    }

    private static Arbitrary<Sum> sums() {
        Arbitrary<Reach> reach = Combinators.combine(longs(), longs()).as(Reach::new);
        Arbitrary<Map<String, Reach>> reached =
                Arbitraries.maps(Anything.names(), reach).ofMaxSize(2);
        Arbitrary<Progress> progress = Combinators.combine(
                        Arbitraries.maps(Anything.names(), reached).ofMaxSize(2), reached)
                .as(Progress::new);
        return Combinators.combine(longs(), progress, counts(), longOrNull()).as(Sum::new);
    }

    private static Arbitrary<Decisions> decisions() {
        Arbitrary<Decision> waiting =
                Combinators.combine(longs(), longs(), longOrNull(), counts()).as(Decision::new);
        return Combinators.combine(
                        longs(), longs(), longOrNull(), counts(), waiting.list().ofMaxSize(3))
                .as(Decisions::new);
    }

    private static Arbitrary<Outside> outside() {
        return Combinators.combine(byEpoch(), counts()).as(Outside::new);
    }

    private static Arbitrary<ComparedWindows> windows() {
        Arbitrary<Map<Long, Long>> ends = Arbitraries.maps(longs(), longs()).ofMaxSize(3);
        return Combinators.combine(Arbitraries.maps(Anything.names(), ends).ofMaxSize(3), counts())
                .as(ComparedWindows::new);
    }

    // Of two operators: no checkpoint is complete with one of them.
    private static Arbitrary<List<LedgerRow>> rows(Slot slot) {
        return Combinators.combine(longs(), longOrNull(), longOrNull())
                .as((checkpoint, watermark, restored) -> new LedgerRow(
                        LedgerRow.FORMAT_VERSION,
                        slot,
                        RUN,
                        "1-00000000",
                        checkpoint,
                        0,
                        "epoch@1",
                        2,
                        0,
                        1,
                        watermark,
                        Books.EMPTY,
                        Books.EMPTY,
                        restored,
                        Map.of()))
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<Map<Long, Map<String, Long>>> byEpoch() {
        return Arbitraries.maps(longs(), counts()).ofMaxSize(3);
    }

    private static Arbitrary<Map<String, Long>> counts() {
        return Arbitraries.maps(Anything.names(), longs()).ofMaxSize(3);
    }

    private static Arbitrary<Long> longs() {
        return Arbitraries.longs();
    }

    private static Arbitrary<Long> longOrNull() {
        return longs().injectNull(0.2);
    }
}
