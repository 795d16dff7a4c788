package io.millrace.job.compare;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import io.millrace.job.compare.Notice.Booked;
import io.millrace.job.compare.Notice.Counted;
import io.millrace.job.compare.Unmatched.Occurrence;
import io.millrace.job.formats.ComparedValue;
import io.millrace.job.formats.ComparedValues;
import io.millrace.job.formats.WriterSchemas;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Row;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Takes what one side has written after the cut: its records go on decoded, and the judge is told of how many of which
 * epoch, and of the rows of the ledger. What it tells, it tells before the barrier, so that nothing is kept here.
 */
final class Reading extends AbstractStreamOperator<Compared> implements OneInputStreamOperator<Taken, Compared> {

    private static final long serialVersionUID = 1;

    private final CarriedPlan plan;
    private final Side side;
    private final long givenCut;
    private final OutputTag<Notice> notices;
    private transient Cut cut;
    private transient String ledger;
    private transient Map<String, Decoding> sinks;
    private transient Map<TopicEpoch, long[]> counts;

    /** What is known of the topic of a sink. */
    private record Decoding(String sink, ComparedValues values) {}

    private record TopicEpoch(String topic, long epoch) {}

    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    Reading(CarriedPlan plan, Side side, long givenCut, OutputTag<Notice> notices) {
        this.plan = plan;
        this.side = side;
        this.givenCut = givenCut;
        this.notices = notices;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        cut = Cut.restore(context, givenCut);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        cut.keep();
    }

    @Override
    public void open() throws Exception {
        super.open();
        Comparison comparison = Objects.requireNonNull(plan.run().comparison());
        PipelineDefinition candidate = plan.definition();
        PipelineDefinition definition = side == Side.LIVE ? comparison.live() : candidate;
        WriterSchemas schemas = WriterSchemas.of(plan.run().connection());
        ledger = definition.ledgerTopic();
        counts = new HashMap<>();
        sinks = new HashMap<>();
        for (String name : comparison.compared(candidate)) {
            SinkDefinition sink = definition.sink(name);
            Set<String> ignored = new HashSet<>(comparison.ignore());
            ignored.addAll(comparison.allow().getOrDefault(name, Set.of()));
            sinks.put(sink.topic(), new Decoding(name, new ComparedValues(sink.encode(), schemas, ignored)));
        }
    }

    @Override
    public void processElement(StreamRecord<Taken> element) throws InterruptedIOException {
        Taken taken = element.getValue();
        byte[] value = taken.value();
        Decoding decoding = sinks.get(taken.topic());
        if (decoding != null && cut.isBefore(taken.epoch())) {
            counts.computeIfAbsent(new TopicEpoch(taken.topic(), taken.epoch()), key -> new long[1])[0]++;
            output.collect(new StreamRecord<>(compared(taken, decoding)));
        } else if (taken.topic().equals(ledger) && value != null) {
            output.collect(notices, new StreamRecord<>(new Booked(side, value)));
        }
    }

    private Compared compared(Taken taken, Decoding decoding) throws InterruptedIOException {
        ComparedValue value = decoding.values().of(taken.value());
        Row identity = taken.key() == null
                ? new Row(decoding.sink(), null, null, value.text())
                : new Row(decoding.sink(), taken.key(), value.windowStart().orElse(null), null);
        return new Compared(
                identity, side, value.text(), new Occurrence(taken.epoch(), taken.partition(), taken.offset()));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        counts.forEach((of, count) ->
                output.collect(notices, new StreamRecord<>(new Counted(side, of.topic(), of.epoch(), count[0]))));
        counts.clear();
    }
}
