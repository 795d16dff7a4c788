package io.millrace.job.compare;

import io.millrace.definition.state.StateNames;
import io.millrace.job.records.OutRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Lets so many differences of each sink through, and no more for as long as the candidate lives. Has one subtask. */
final class Samples extends AbstractStreamOperator<OutRecord> implements OneInputStreamOperator<OutRecord, OutRecord> {

    private static final long serialVersionUID = 1;

    private final int most;
    private transient ListState<Map<String, Long>> kept;
    private transient Map<String, Long> shown;

    /** @param most of each sink */
    @SuppressWarnings("NullAway.Init") // Flink initializes the state
    Samples(int most) {
        this.most = most;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>(
                        StateNames.SAMPLES, new MapSerializer<>(StringSerializer.INSTANCE, LongSerializer.INSTANCE)));
        shown = new HashMap<>();
        for (Map<String, Long> counts : kept.get()) {
            shown.putAll(counts);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        kept.update(List.of(new HashMap<>(shown)));
    }

    @Override
    public void processElement(StreamRecord<OutRecord> element) {
        String sink = new String(Objects.requireNonNull(element.getValue().key()), StandardCharsets.UTF_8);
        if (shown.merge(sink, 1L, Long::sum) <= most) {
            output.collect(element);
        }
    }
}
