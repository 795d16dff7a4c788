package io.millrace.job.graph;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.logic.AccumulatorLayout;
import io.millrace.job.logic.Accumulators;
import io.millrace.job.logic.AggregatePlan;
import io.millrace.job.logic.Entrance;
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
        new PipelineGraph(env, definition, run, connectors).build();
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
        for (Keyed step : KeyedSteps.reachedFrom(after, definition)) {
            keyed.put(step.name(), new OutputTag<>(step.name(), inputType(Entrance.of(step))));
        }
        SingleOutputStreamOperator<OutRecord> written = rows.process(
                        new StatelessRun(plan, after, keyed), StreamTypes.outRecords())
                .name("steps after " + after)
                .uid("after:" + after + "@1");
        out.add(written);
        keyed.forEach((step, tag) ->
                intoKeyed.computeIfAbsent(step, name -> new ArrayList<>()).add(written.getSideOutput(tag)));
    }

    private TypeInformation<Envelope> inputType(Entrance entrance) {
        return types.envelopes(entrance.rows());
    }

    private DataStream<Envelope> keyed(Keyed step) {
        Entrance entrance = Entrance.of(step);
        OutputTag<Envelope> late = new OutputTag<>("late", inputType(entrance));
        KeyedStream<Envelope, Row> rows = KeyedWatermarks.keyBy(
                union(intoKeyed.getOrDefault(step.name(), List.of())),
                new KeyColumns(entrance.key()),
                StreamTypes.rows(entrance.keyRows()),
                step.uid());
        SingleOutputStreamOperator<Envelope> results = step instanceof Window window
                ? windowed(rows, window, late)
                : deduplicated(rows, (Deduplicate) step, late);
        results.name(step.name()).uid(step.uid());
        out.add(results.getSideOutput(late)
                .process(new LateRecords(plan, step.name()), StreamTypes.outRecords())
                .name("late for " + step.name())
                .uid("late:" + step.uid()));
        return results;
    }

    private SingleOutputStreamOperator<Envelope> deduplicated(
            KeyedStream<Envelope, Row> rows, Deduplicate step, OutputTag<Envelope> late) {
        return rows.process(new Deduplication(step.withinMillis(), late), types.envelopes(step.output()));
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
                        new WindowResults(window.name()),
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

    private void write() {
        union(out)
                .transform("epoch", StreamTypes.outRecords(), new EpochStamp())
                .uid("epoch@1")
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
