package io.millrace.job.compare;

import io.millrace.definition.Column;
import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.definition.state.WarmUp;
import io.millrace.job.compare.Notice.Booked;
import io.millrace.job.compare.Notice.Counted;
import io.millrace.job.formats.ComparedValues;
import io.millrace.job.formats.WriterSchemas;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.LateHeaders;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final Snapshot snapshot;
    private final OutputTag<Notice> notices;
    private transient Cut cut;
    private transient String ledger;
    private transient String late;
    private transient Map<String, Decoding> sinks;
    private transient Map<String, WarmUp> warmUp;
    private transient InSample sample;
    private transient Map<TopicEpoch, long[]> counts;
    private transient Map<TopicEpoch, long[]> outside;
    private transient Set<Notice.Window> windows;

    /**
     * What is known of the topic of a sink.
     *
     * @param window whose results it has, if it has those of one
     */
    private record Decoding(String sink, ComparedValues values, Optional<Window> window) {}

    private record TopicEpoch(String topic, long epoch) {}

    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    Reading(CarriedPlan plan, Side side, Snapshot snapshot, OutputTag<Notice> notices) {
        this.plan = plan;
        this.side = side;
        this.snapshot = snapshot;
        this.notices = notices;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        cut = Cut.restore(context, snapshot);
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
        late = definition.lateTopic();
        warmUp = comparison.warmUp(candidate);
        sample = InSample.of(comparison, candidate, definition, schemas);
        counts = new HashMap<>();
        outside = new HashMap<>();
        windows = new HashSet<>();
        sinks = new HashMap<>();
        for (String name : comparison.compared(candidate)) {
            SinkDefinition sink = definition.sink(name);
            Set<String> ignored = comparison.leftOut(name, candidate);
            Optional<Window> window = definition.resultsIn(sink);
            List<String> key = window.map(Reading::key).orElse(null);
            sinks.put(
                    sink.topic(), new Decoding(name, new ComparedValues(sink.encode(), schemas, ignored, key), window));
        }
    }

    private static List<String> key(Window window) {
        return window.keyColumns().columns().stream().map(Column::name).toList();
    }

    @Override
    public void processElement(StreamRecord<Taken> element) throws InterruptedIOException {
        Taken taken = element.getValue();
        byte[] value = taken.value();
        if (taken.topic().equals(ledger)) {
            if (value != null) {
                output.collect(notices, new StreamRecord<>(new Booked(side, value)));
            }
        } else if (cut.isBefore(taken.epoch())) {
            count(taken, counts);
            compare(taken);
        }
    }

    private static void count(Taken taken, Map<TopicEpoch, long[]> counts) {
        counts.computeIfAbsent(new TopicEpoch(taken.topic(), taken.epoch()), key -> new long[1])[0]++;
    }

    private void compare(Taken taken) throws InterruptedIOException {
        Decoding decoding = sinks.get(taken.topic());
        if (decoding != null && !sample.has(taken)) {
            count(taken, outside);
        } else if (decoding != null) {
            Compared compared =
                    Compared.of(decoding.sink(), side, taken, decoding.values().of(taken.value()));
            decoding.window().ifPresent(window -> look(compared, window));
            emit(compared);
        } else if (taken.topic().equals(late) && sample.hasLate(taken)) {
            taken.header(LateHeaders.ID).ifPresent(id -> {
                emit(Compared.late(side, id, taken));
                mark(id, taken);
            });
        }
    }

    private void look(Compared compared, Window window) {
        String sink = Compared.sink(compared.identity());
        OptionalLong start = Compared.windowStart(compared.identity());
        if (start.isPresent() && cut.isWhole(warmUp.getOrDefault(sink, WarmUp.NONE), start.getAsLong())) {
            windows.add(new Notice.Window(side, sink, start.getAsLong(), start.getAsLong() + window.sizeMillis()));
        }
    }

    private void mark(String id, Taken taken) {
        Optional<String> key = taken.header(LateHeaders.KEY)
                .flatMap(json -> ComparedValues.ofJson(json.getBytes(StandardCharsets.UTF_8)));
        Optional<String> windows = taken.header(LateHeaders.WINDOWS);
        if (key.isEmpty() || windows.isEmpty()) {
            return;
        }
        String step = taken.header(LateHeaders.STEP).orElse("");
        for (Decoding decoding : sinks.values()) {
            if (decoding.window().filter(window -> window.name().equals(step)).isPresent()) {
                for (String start : windows.get().split(",", -1)) {
                    emit(Compared.mark(decoding.sink(), key.get(), start, side, id, taken));
                }
            }
        }
    }

    private void emit(Compared compared) {
        output.collect(new StreamRecord<>(compared));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        counts.forEach((of, count) ->
                output.collect(notices, new StreamRecord<>(new Counted(side, of.topic(), of.epoch(), count[0]))));
        counts.clear();
        outside.forEach((of, count) -> output.collect(
                notices, new StreamRecord<>(new Notice.Outside(side, of.topic(), of.epoch(), count[0]))));
        outside.clear();
        windows.forEach(window -> output.collect(notices, new StreamRecord<>(window)));
        windows.clear();
    }
}
