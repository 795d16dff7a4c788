package io.millrace.job.graph;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.ledger.WindowBooks;
import io.millrace.job.logic.Accumulators;
import io.millrace.job.logic.AggregatePlan;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.RecordTypeInfo;
import io.millrace.job.records.Row;
import io.millrace.job.records.StreamTypes;
import io.millrace.job.steps.AccumulatorsSerializer;
import io.millrace.job.steps.EpochStamp;
import io.millrace.job.steps.LateRecords;
import io.millrace.job.steps.StatelessRun;
import io.millrace.job.steps.WindowAggregation;
import io.millrace.job.steps.WindowKey;
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
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.OutputTag;

/**
 * The stream of a pipeline:
 *
 * <pre>
 *   source ─► stateless run ┬────────────────────────────────► epoch ─► sink
 *                           └─(by key)─► keeper ─► window ┬─► stateless run ─┘
 *                                                         └─► late records ──┘
 * </pre>
 */
public final class PipelineGraph {

    private static final String EPOCH = "epoch@1";

    private final StreamExecutionEnvironment env;
    private final PipelineDefinition definition;
    private final RunSettings run;
    private final Connectors connectors;
    private final CarriedPlan plan;
    private final StreamTypes types;
    private final Map<String, List<DataStream<Envelope>>> intoWindows = new HashMap<>();
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
        new PipelineGraph(env, definition, run, connectors).build();
    }

    private void build() {
        for (SourceDefinition source : definition.sources()) {
            statelessRun(read(source), source.name());
        }
        // Steps name sources or earlier steps only, so what flows into a window is complete when its turn comes.
        for (StepDefinition step : definition.steps()) {
            if (step instanceof Window window) {
                statelessRun(aggregate(window), window.name());
            }
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
        HashMap<String, OutputTag<Envelope>> windows = new HashMap<>();
        for (Window window : Windows.reachedFrom(after, definition)) {
            windows.put(window.name(), new OutputTag<>(window.name(), inputType(window)));
        }
        String uid = "after:" + after + "@1";
        SingleOutputStreamOperator<OutRecord> written = rows.transform(
                        "steps after " + after,
                        StreamTypes.outRecords(),
                        new StatelessRun(plan, bookkeeping(uid), after, windows))
                .uid(uid);
        out.add(written);
        windows.forEach((window, tag) ->
                intoWindows.computeIfAbsent(window, name -> new ArrayList<>()).add(written.getSideOutput(tag)));
    }

    private TypeInformation<Envelope> inputType(Window window) {
        return types.envelopes(new AggregatePlan(window).input());
    }

    private DataStream<Envelope> aggregate(Window window) {
        AggregatePlan aggregates = new AggregatePlan(window);
        TypeInformation<Row> keyType = StreamTypes.rows(aggregates.key());
        TypeInformation<Accumulators> accumulators =
                new RecordTypeInfo<>(Accumulators.class, new AccumulatorsSerializer(aggregates.layout()));
        OutputTag<Envelope> late = new OutputTag<>("late", inputType(window));
        KeyedWatermarks<Envelope, Row> keyed = KeyedWatermarks.keyBy(
                union(intoWindows.getOrDefault(window.name(), List.of())),
                new WindowKey(aggregates.key().size()),
                keyType,
                bookkeeping("watermark:" + window.uid()),
                new WindowBooks(window));
        out.add(keyed.books());
        SingleOutputStreamOperator<Envelope> results = keyed.stream()
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(window.sizeMillis())))
                .sideOutputLateData(late)
                .aggregate(
                        new WindowAggregation(aggregates.layout()),
                        new WindowResults(window.name()),
                        accumulators,
                        accumulators,
                        types.envelopes(window.output()))
                .name(window.name())
                .uid(window.uid());
        out.add(results.getSideOutput(late)
                .process(new LateRecords(plan, window.name()), StreamTypes.outRecords())
                .name("late for " + window.name())
                .uid("late:" + window.uid()));
        return results;
    }

    private Bookkeeping bookkeeping(String uid) {
        return Bookkeeping.of(definition, run, uid);
    }

    private void write() {
        union(out)
                .transform("epoch", StreamTypes.outRecords(), new EpochStamp(bookkeeping(EPOCH)))
                .uid(EPOCH)
                .sinkTo(connectors.sink())
                .name("sink")
                .uid("sink:" + run.slot().text() + "@1");
    }

    private static <T> DataStream<T> union(List<DataStream<T>> streams) {
        DataStream<T> all = streams.get(0);
        for (DataStream<T> other : streams.subList(1, streams.size())) {
            all = all.union(other);
        }
        return all;
    }
}
