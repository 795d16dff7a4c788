package io.millrace.job.steps;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.ledger.BookkeepingOperator;
import io.millrace.job.ledger.Counter;
import io.millrace.job.ledger.ReadUpTo;
import io.millrace.job.ledger.Tally;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * All stateless steps after one source or keyed step, fused: what leaves for Kafka, dead letters included, is the main
 * output, so a pipeline without keyed steps is one chain from consumer to producer; rows for those are side outputs.
 */
public final class StatelessRun extends BookkeepingOperator<OutRecord>
        implements OneInputStreamOperator<Envelope, OutRecord> {

    private static final long serialVersionUID = 1;

    private final CarriedPlan plan;
    private final String after;
    private final Map<String, OutputTag<Envelope>> keyed;
    private transient Entrance entrance;
    private transient Exits exits;

    /**
     * @param after the source or keyed step whose rows come in
     * @param keyed the keyed steps that can be reached, by name
     */
    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    public StatelessRun(
            CarriedPlan plan, Bookkeeping bookkeeping, String after, Map<String, OutputTag<Envelope>> keyed) {
        super(bookkeeping);
        this.plan = plan;
        this.after = after;
        this.keyed = keyed;
    }

    @Override
    public void open() throws Exception {
        super.open();
        PipelineDefinition definition = plan.definition();
        RunSettings run = plan.run();
        int task = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        entrance = entrance(definition, new Route(definition, run, books(), keyed));
        exits = new Exits(new DeadLetters(definition, run, task, Clock.systemUTC()));
    }

    private Entrance entrance(PipelineDefinition definition, Route route) {
        Tally tally = books().of(after);
        for (SourceDefinition source : definition.sources()) {
            if (source.name().equals(after)) {
                ReadUpTo read = books().positionsOf(source);
                return new Entrance(route.after(source), consumed(tally.of(Account.IN), read), read::eventTime);
            }
        }
        return definition.steps().stream()
                .filter(step -> step.name().equals(after))
                .map(Keyed.class::cast)
                .map(step -> new Entrance(route.after(step), counted(step, tally), time -> {}))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no source or step '" + after + "'"));
    }

    private static Consumer<Origin> consumed(Counter count, ReadUpTo positions) {
        return origin -> {
            count.count();
            Origin.Consumed record = (Origin.Consumed) origin;
            positions.consumed(record.partition(), record.offset());
        };
    }

    // The rows of a window tell how many it closed; what passes another step is counted as it goes on.
    private static Consumer<Origin> counted(Keyed step, Tally tally) {
        if (step instanceof Window) {
            Counter closed = tally.of(Account.CLOSED);
            return origin -> closed.count(((Origin.Computed) origin).rows());
        }
        return origin -> {};
    }

    @Override
    public void processElement(StreamRecord<Envelope> element) {
        Envelope envelope = element.getValue();
        exits.timestamp(element);
        Origin origin = envelope.origin();
        entrance.counted.accept(origin);
        if (envelope instanceof Envelope.Good good) {
            if (element.hasTimestamp()) {
                entrance.times.accept(element.getTimestamp());
            }
            entrance.stages.process(good.row(), origin, exits);
        } else if (envelope instanceof Envelope.Bad bad) {
            exits.reject(bad.failure(), origin);
        }
    }

    @Override
    protected void emitRow(OutRecord row) {
        output.collect(new StreamRecord<>(row));
    }

    private static String place(Failure failure) {
        return failure.stage() == Failure.Stage.ENCODE ? Books.sink(failure.where()) : failure.where();
    }

    /**
     * @param counted counts what comes in
     * @param times takes the event times of what does
     */
    private record Entrance(Stage stages, Consumer<Origin> counted, LongConsumer times) {}

    /** One object for all elements. */
    private final class Exits implements Outlets {
        private final DeadLetters deadLetters;
        private final StreamRecord<OutRecord> out = new StreamRecord<>(null);

        Exits(DeadLetters deadLetters) {
            this.deadLetters = deadLetters;
        }

        void timestamp(StreamRecord<Envelope> element) {
            if (element.hasTimestamp()) {
                out.setTimestamp(element.getTimestamp());
            } else {
                out.eraseTimestamp();
            }
        }

        @Override
        public void write(OutRecord record) {
            output.collect(out.replace(record));
        }

        @Override
        public void enter(OutputTag<Envelope> way, Row input, Origin origin) {
            StreamRecord<Envelope> entering = new StreamRecord<>(new Envelope.Good(input, origin));
            if (out.hasTimestamp()) {
                entering.setTimestamp(out.getTimestamp());
            }
            output.collect(way, entering);
        }

        @Override
        public void reject(Failure failure, Origin origin) {
            books().of(place(failure)).deadLetter(failure.code());
            write(deadLetters.of(failure, origin));
        }
    }
}
