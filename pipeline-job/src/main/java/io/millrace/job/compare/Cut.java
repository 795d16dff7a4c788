package io.millrace.job.compare;

import io.millrace.definition.state.StateNames;
import io.millrace.definition.state.WarmUp;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The snapshot that the candidate began with: what the live job wrote before it, the candidate never will. Later the job
 * may begin with a checkpoint of its own: then what was kept counts.
 */
final class Cut {

    private final ListState<Long> keptCheckpoint;
    private final ListState<Long> keptLatest;
    private final Snapshot snapshot;

    private Cut(ListState<Long> keptCheckpoint, ListState<Long> keptLatest, Snapshot snapshot) {
        this.keptCheckpoint = keptCheckpoint;
        this.keptLatest = keptLatest;
        this.snapshot = snapshot;
    }

    /** @param given where none was kept */
    static Cut restore(StateInitializationContext context, Snapshot given) throws Exception {
        ListState<Long> keptCheckpoint = state(context, StateNames.CUT);
        ListState<Long> keptLatest = state(context, StateNames.LATEST_READ);
        return new Cut(
                keptCheckpoint,
                keptLatest,
                new Snapshot(any(keptCheckpoint, given.checkpoint()), any(keptLatest, given.latestRead())));
    }

    private static ListState<Long> state(StateInitializationContext context, String name) throws Exception {
        return context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(name, LongSerializer.INSTANCE));
    }

    // All subtasks keep the same.
    private static long any(ListState<Long> kept, long otherwise) throws Exception {
        long one = otherwise;
        for (long next : kept.get()) {
            one = next;
        }
        return one;
    }

    void keep() throws Exception {
        keptCheckpoint.update(List.of(snapshot.checkpoint()));
        keptLatest.update(List.of(snapshot.latestRead()));
    }

    OptionalLong known() {
        return snapshot.checkpoint() == Snapshot.NONE ? OptionalLong.empty() : OptionalLong.of(snapshot.checkpoint());
    }

    /** Whether the snapshot has nothing of what such a record tells. */
    boolean isBefore(long epoch) {
        return snapshot.checkpoint() != Snapshot.NONE && epoch >= snapshot.checkpoint();
    }

    /** Whether both jobs read all rows of such a window after the snapshot; where nobody can tell, whether none is lacking. */
    boolean isWhole(WarmUp warmUp, long windowStart) {
        return snapshot.latestRead() == Long.MAX_VALUE
                ? warmUp.equals(WarmUp.NONE)
                : warmUp.hasAllRows(windowStart, snapshot.latestRead());
    }

    /** Whether the candidate has all rows of such a window. */
    boolean hasAllRows(WarmUp warmUp, long windowStart) {
        return warmUp.hasAllRows(windowStart, snapshot.latestRead());
    }
}
