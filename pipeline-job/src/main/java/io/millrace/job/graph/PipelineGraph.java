package io.millrace.job.graph;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.definition.state.OperatorUids;
import io.millrace.job.compare.ComparisonStream;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.ledger.DeduplicateBooks;
import io.millrace.job.ledger.WindowBooks;
import io.millrace.job.logic.AccumulatorLayout;
import io.millrace.job.logic.Accumulators;
import io.millrace.job.logic.AggregatePlan;
import io.millrace.job.logic.KeyedInput;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.RecordTypeInfo;
import io.millrace.job.records.Row;
import io.millrace.job.records.StreamTypes;
import io.millrace.job.steps.AccumulatorsSerializer;
import io.millrace.job.steps.Deduplication;
import io.millrace.job.steps.EpochStamp;
import io.millrace.job.steps.KeyColumns;
import io.millrace.job.steps.LateRecords;
import io.millrace.job.steps.StatelessRun;
import io.millrace.job.steps.WindowAggregation;
import io.millrace.job.steps.WindowResults;
import io.millrace.job.watermarks.EventTimeStrategy;
import io.millrace.job.watermarks.KeyedWatermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.OutputTag;

/**
 * The stream of a pipeline:
 *
 * <pre>
 *   source ─► stateless run ┬────────────────────────────────────► epoch ─► sink
 *                           └─(by key)─► keeper ─► keyed step ┬─► stateless run ─┘
 *                                                             └─► late records ──┘
 * </pre>
 *
 * <p>A candidate that is compared with the live job has {@link ComparisonStream} besides.
 */
public final class PipelineGraph {

    private final StreamExecutionEnvironment env;
    private final PipelineDefinition definition;
    private final RunSettings run;
    private final Connectors connectors;
    private final CarriedPlan plan;
    private final StreamTypes types;
    private final Map<String, List<DataStream<Envelope>>> intoKeyed = new HashMap<>();
    private final List<DataStream<OutRecord>> out = new ArrayList<>();

    private PipelineGraph(
            StreamExecutionEnvironment env, PipelineDefinition definition, RunSettings run, Connectors connectors) {
        this.env = env;
        this.definition = definition;
        this.run = run;
        this.connectors = connectors;
        this.plan = new CarriedPlan(definition, run);
        this.types = new StreamTypes(definition);
    }

    public static void build(
            StreamExecutionEnvironment env, PipelineDefinition definition, RunSettings run, Connectors connectors) {
        new PipelineGraph(env, run.writtenBy(definition), run, connectors).build();
    }

    private void build() {
        for (SourceDefinition source : definition.sources()) {
            statelessRun(read(source), source.name());
        }
        // Steps name sources or earlier steps only, so what flows into a keyed step is complete when its turn comes.
        for (StepDefinition step : definition.steps()) {
            if (step instanceof Keyed keyed) {
                statelessRun(keyed(keyed), keyed.name());
            }
        }
        if (run.comparison() != null) {
            out.addAll(ComparisonStream.build(env, plan, connectors::readBack));
        }
        write();
    }

    private DataStream<Envelope> read(SourceDefinition source) {
        return env.fromSource(
                        connectors.source(source),
                        EventTimeStrategy.of(source),
                        source.name(),
                        types.envelopes(source.output()))
                .uid(source.uid());
    }

    private void statelessRun(DataStream<Envelope> rows, String after) {
        HashMap<String, OutputTag<Envelope>> keyed = new HashMap<>();
        for (Keyed step : definition.nextKeyed(after)) {
            keyed.put(step.name(), new OutputTag<>(step.name(), inputType(KeyedInput.of(step))));
        }
        String uid = OperatorUids.after(after);
        SingleOutputStreamOperator<OutRecord> written = rows.transform(
                        "steps after " + after,
                        StreamTypes.outRecords(),
                        new StatelessRun(plan, bookkeeping(uid), after, keyed))
                .uid(uid);
        out.add(written);
        keyed.forEach((step, tag) ->
                intoKeyed.computeIfAbsent(step, name -> new ArrayList<>()).add(written.getSideOutput(tag)));
    }

    private TypeInformation<Envelope> inputType(KeyedInput input) {
        return types.envelopes(input.rows());
    }

    private DataStream<Envelope> keyed(Keyed step) {
        KeyedInput input = KeyedInput.of(step);
        OutputTag<Envelope> late = new OutputTag<>("late", inputType(input));
        KeyedWatermarks<Envelope, Row> keyed = KeyedWatermarks.keyBy(
                union(intoKeyed.getOrDefault(step.name(), List.of())),
                new KeyColumns(input.key()),
                StreamTypes.rows(step.keyColumns()),
                bookkeeping(OperatorUids.watermark(step.uid())),
                step instanceof Window window ? new WindowBooks(window) : new DeduplicateBooks((Deduplicate) step));
        out.add(keyed.books());
        SingleOutputStreamOperator<Envelope> results = step instanceof Window window
                ? windowed(keyed.stream(), window, late)
                : deduplicated(keyed.stream(), (Deduplicate) step, late);
        results.name(step.name()).uid(step.uid());
        out.add(results.getSideOutput(late)
                .process(new LateRecords(plan, step.name()), StreamTypes.outRecords())
                .name("late for " + step.name())
                .uid(OperatorUids.late(step.uid())));
        return results;
    }

    private SingleOutputStreamOperator<Envelope> deduplicated(
            KeyedStream<Envelope, Row> rows, Deduplicate step, OutputTag<Envelope> late) {
        OutputTag<OutRecord> books = new OutputTag<>("books", StreamTypes.outRecords());
        SingleOutputStreamOperator<Envelope> unique = rows.transform(
                step.name(),
                types.envelopes(step.output()),
                new Deduplication(bookkeeping(step.uid()), step, late, books));
        out.add(unique.getSideOutput(books));
        return unique;
    }

    private SingleOutputStreamOperator<Envelope> windowed(
            KeyedStream<Envelope, Row> rows, Window window, OutputTag<Envelope> late) {
        AccumulatorLayout layout = new AggregatePlan(window).layout();
        TypeInformation<Accumulators> accumulators =
                new RecordTypeInfo<>(Accumulators.class, new AccumulatorsSerializer(layout));
        return rows.window(assigner(window))
                .allowedLateness(Duration.ofMillis(window.allowedLatenessMillis()))
                .sideOutputLateData(late)
                .aggregate(
                        new WindowAggregation(layout),
                        new WindowResults(window.name(), window.allowedLatenessMillis() > 0),
                        accumulators,
                        accumulators,
                        types.envelopes(window.output()));
    }

    private static WindowAssigner<Object, TimeWindow> assigner(Window window) {
        Duration size = Duration.ofMillis(window.sizeMillis());
        return window.slideMillis() == window.sizeMillis()
                ? TumblingEventTimeWindows.of(size)
                : SlidingEventTimeWindows.of(size, Duration.ofMillis(window.slideMillis()));
    }

    private Bookkeeping bookkeeping(String uid) {
        return Bookkeeping.of(definition, run, uid);
    }

    private void write() {
        union(out)
                .transform("epoch", StreamTypes.outRecords(), new EpochStamp(bookkeeping(OperatorUids.EPOCH)))
                .uid(OperatorUids.EPOCH)
                .sinkTo(connectors.sink())
                .name("sink")
                .uid(OperatorUids.sink(run.shortUid(), run.slot()));
    }

    private static <T> DataStream<T> union(List<DataStream<T>> streams) {
        DataStream<T> all = streams.get(0);
        for (DataStream<T> other : streams.subList(1, streams.size())) {
            all = all.union(other);
        }
        return all;
    }
}
