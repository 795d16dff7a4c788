package io.millrace.job.compare;

import io.millrace.definition.Comparison;
import io.millrace.definition.state.OperatorUids;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.StreamTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.util.OutputTag;

/**
 * The comparison as a part of the candidate's stream:
 *
 * <pre>
 *   live topics      ─► read ─┬──(by identity)──► compare ─► differences, ledger
 *   candidate topics ─► read ─┤                      ▲
 *                             └─ counts, ledgers ─► judge
 * </pre>
 */
public final class ComparisonStream {

    private final StreamExecutionEnvironment env;
    private final CarriedPlan plan;
    private final Comparison comparison;
    private final Snapshot snapshot;
    private final Function<ReadBack, Source<Taken, ?, ?>> sources;
    private final OutputTag<Notice> notices = new OutputTag<>("notices", Notice.TYPE);

    private ComparisonStream(
            StreamExecutionEnvironment env, CarriedPlan plan, Function<ReadBack, Source<Taken, ?, ?>> sources) {
        this.env = env;
        this.plan = plan;
        this.comparison = Objects.requireNonNull(plan.run().comparison());
        this.snapshot = Snapshot.of(env.getConfiguration(), comparison.live());
        this.sources = sources;
    }

    /**
     * What it writes.
     *
     * @param plan of a run with a comparison
     */
    public static List<DataStream<OutRecord>> build(
            StreamExecutionEnvironment env, CarriedPlan plan, Function<ReadBack, Source<Taken, ?, ?>> sources) {
        return new ComparisonStream(env, plan, sources).build();
    }

    private List<DataStream<OutRecord>> build() {
        SingleOutputStreamOperator<Compared> live = read(Side.LIVE);
        SingleOutputStreamOperator<Compared> candidate = read(Side.CANDIDATE);
        DataStream<Frontier> frontiers = live.getSideOutput(notices)
                .union(candidate.getSideOutput(notices))
                .transform("judge", FrontierSerializer.TYPE, new Judging(plan, snapshot))
                .uid(OperatorUids.JUDGE)
                .forceNonParallel()
                .broadcast();
        OutputTag<OutRecord> samples = new OutputTag<>("samples", StreamTypes.outRecords());
        SingleOutputStreamOperator<OutRecord> compared = compare(live.union(candidate), frontiers, samples);
        List<DataStream<OutRecord>> written = new ArrayList<>();
        written.add(compared);
        written.add(compared.getSideOutput(samples)
                .transform("samples", StreamTypes.outRecords(), new Samples(comparison.samples()))
                .uid(OperatorUids.SAMPLES)
                .forceNonParallel());
        return written;
    }

    private SingleOutputStreamOperator<Compared> read(Side side) {
        String name = side.name().toLowerCase(Locale.ROOT);
        return env.fromSource(
                        sources.apply(ReadBack.of(side, comparison, plan.definition())),
                        WatermarkStrategy.noWatermarks(),
                        "written by " + name,
                        Taken.TYPE)
                .uid(OperatorUids.readBack(name))
                .transform("read " + name, Compared.TYPE, new Reading(plan, side, snapshot, notices))
                .uid(OperatorUids.decoded(name));
    }

    // Flink's own keyed stream with a broadcast one beside it has no place for work before a barrier.
    private SingleOutputStreamOperator<OutRecord> compare(
            DataStream<Compared> records, DataStream<Frontier> frontiers, OutputTag<OutRecord> samples) {
        Bookkeeping bookkeeping = Bookkeeping.of(plan.definition(), plan.run(), OperatorUids.COMPARE);
        SingleOutputStreamOperator<OutRecord> compared = records.keyBy(
                        Compared::identity, StreamTypes.rows(Compared.IDENTITY))
                .connect(frontiers)
                .transform("compare", StreamTypes.outRecords(), new Comparing(plan, bookkeeping, snapshot, samples))
                .uid(OperatorUids.COMPARE);
        TwoInputTransformation<Compared, Frontier, OutRecord> transformation = transformation(compared);
        transformation.setStateKeySelectors(Compared::identity, null);
        transformation.setStateKeyType(StreamTypes.rows(Compared.IDENTITY));
        return compared;
    }

    @SuppressWarnings("unchecked") // it was made just before
    private static TwoInputTransformation<Compared, Frontier, OutRecord> transformation(
            SingleOutputStreamOperator<OutRecord> compared) {
        return (TwoInputTransformation<Compared, Frontier, OutRecord>) compared.getTransformation();
    }
}
