package io.millrace.job.steps;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.time.Clock;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * All stateless steps after one source or keyed step, fused: what leaves for Kafka, dead letters included, is the main
 * output, so a pipeline without keyed steps is one chain from consumer to producer; rows for those are side outputs.
 */
public final class StatelessRun extends ProcessFunction<Envelope, OutRecord> {

    private static final long serialVersionUID = 1;

    private final CarriedPlan plan;
    private final String after;
    private final Map<String, OutputTag<Envelope>> keyed;
    private transient Stage stages;
    private transient Exits exits;

    /**
     * @param after the source or keyed step whose rows come in
     * @param keyed the keyed steps that can be reached, by name
     */
    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    public StatelessRun(CarriedPlan plan, String after, Map<String, OutputTag<Envelope>> keyed) {
        this.plan = plan;
        this.after = after;
        this.keyed = keyed;
    }

    @Override
    public void open(OpenContext context) {
        PipelineDefinition definition = plan.definition();
        RunSettings run = plan.run();
        int task = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        stages = stages(definition, new Route(definition, run));
        exits = new Exits(new DeadLetters(definition, run, task, Clock.systemUTC()), keyed);
    }

    private Stage stages(PipelineDefinition definition, Route route) {
        for (SourceDefinition source : definition.sources()) {
            if (source.name().equals(after)) {
                return route.after(source);
            }
        }
        return definition.steps().stream()
                .filter(step -> step.name().equals(after))
                .map(Keyed.class::cast)
                .map(route::after)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no source or step '" + after + "'"));
    }

    @Override
    public void processElement(Envelope envelope, Context context, Collector<OutRecord> out) {
        exits.context = context;
        exits.out = out;
        if (envelope instanceof Envelope.Good good) {
            stages.process(good.row(), good.origin(), exits);
        } else if (envelope instanceof Envelope.Bad bad) {
            exits.reject(bad.failure(), bad.origin());
        }
    }

    /** One object for all elements; it holds what Flink hands in with each. */
    private static final class Exits implements Outlets {
        private final DeadLetters deadLetters;
        private final Map<String, OutputTag<Envelope>> keyed;
        private ProcessFunction<Envelope, OutRecord>.@Nullable Context context;
        private @Nullable Collector<OutRecord> out;

        Exits(DeadLetters deadLetters, Map<String, OutputTag<Envelope>> keyed) {
            this.deadLetters = deadLetters;
            this.keyed = keyed;
        }

        @Override
        public void write(OutRecord record) {
            if (out != null) {
                out.collect(record);
            }
        }

        @Override
        public void enter(String step, Row input, Origin origin) {
            OutputTag<Envelope> tag = keyed.get(step);
            if (context != null && tag != null) {
                context.output(tag, new Envelope.Good(input, origin));
            }
        }

        @Override
        public void reject(Failure failure, Origin origin) {
            write(deadLetters.of(failure, origin));
        }
    }
}
