package io.millrace.job.ledger;

import io.millrace.definition.SourceDefinition;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.KeptBooks;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.definition.state.StateNames;
import io.millrace.job.records.OutRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/**
 * The books of one subtask. Kept in list state, one element a subtask: after a rescale some get those of several, others
 * none, and the sums stay.
 */
public final class Bookkeeper {

    private final Bookkeeping bookkeeping;
    private final JobInfo job;
    private final TaskInfo task;
    private final ListState<byte[]> state;
    private final Map<String, Tally> places = new HashMap<>();
    private final Map<String, long[]> written = new HashMap<>();
    private final Held held;
    private final Map<String, Map<String, Long>> restoredPositions;
    private final Map<String, Long> restoredLatest;
    private final Map<String, ReadUpTo> positions = new HashMap<>();
    private final Books opening;
    private final @Nullable Long restoredFrom;

    private Bookkeeper(
            Bookkeeping bookkeeping,
            RuntimeContext context,
            ListState<byte[]> state,
            KeptBooks restored,
            OptionalLong from) {
        this.bookkeeping = bookkeeping;
        this.job = context.getJobInfo();
        this.task = context.getTaskInfo();
        this.state = state;
        restored.books().places().forEach((place, counts) -> places.put(place, new Tally(counts)));
        restored.books().written().forEach((topic, count) -> written.put(topic, new long[] {count}));
        this.held = new Held(restored.held());
        this.restoredPositions = restored.positions();
        this.restoredLatest = restored.latest();
        this.restoredFrom = from.isPresent() ? from.getAsLong() : null;
        this.opening = restored.opening();
    }

    static Bookkeeper open(Bookkeeping bookkeeping, RuntimeContext runtime, StateInitializationContext context)
            throws Exception {
        ListState<byte[]> state = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>(StateNames.BOOKS, BytePrimitiveArraySerializer.INSTANCE));
        String revision = bookkeeping.revision();
        KeptBooks restored = KeptBooks.empty(revision);
        for (byte[] kept : state.get()) {
            restored = restored.plus(LedgerFormat.readKept(kept).takenOverBy(revision));
        }
        return new Bookkeeper(bookkeeping, runtime, state, restored, context.getRestoredCheckpointId());
    }

    /** The counters of a source, step or sink; the same object each time. */
    public Tally of(String place) {
        return places.computeIfAbsent(place, name -> new Tally(Counts.NONE));
    }

    /** Counts a record that is handed to the producer. The books themselves are not in the books. */
    public void written(String topic) {
        long[] count = written.get(topic);
        if (count != null) {
            count[0]++;
        } else if (!topic.equals(bookkeeping.topic())) {
            written.put(topic, new long[] {1});
        }
    }

    /** Kept with the books. */
    public Held held() {
        return held;
    }

    /** How far a source has been read, by this operator right behind it. */
    public ReadUpTo positionsOf(SourceDefinition source) {
        return positions.computeIfAbsent(
                source.uid(),
                uid -> new ReadUpTo(
                        source.topic(),
                        restoredPositions.getOrDefault(uid, Map.of()),
                        restoredLatest.getOrDefault(uid, Long.MIN_VALUE)));
    }

    OutRecord row(long checkpoint, long at, @Nullable Long watermark) {
        LedgerRow row = new LedgerRow(
                LedgerRow.FORMAT_VERSION,
                bookkeeping.slot(),
                job.getJobId().toHexString(),
                bookkeeping.revision(),
                checkpoint,
                at,
                bookkeeping.operator(),
                bookkeeping.operators(),
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                watermark,
                books(),
                opening,
                restoredFrom,
                positions());
        byte[] key = row.key().getBytes(StandardCharsets.UTF_8);
        return OutRecord.unstamped(bookkeeping.topic(), key, LedgerFormat.write(row), List.of());
    }

    void keep() throws Exception {
        KeptBooks kept = new KeptBooks(
                KeptBooks.FORMAT_VERSION, bookkeeping.revision(), books(), opening, held.kept(), positions(), latest());
        state.update(List.of(LedgerFormat.write(kept)));
    }

    // Of a source that was given up nothing is kept: should it come back, it begins anew.
    private Map<String, Map<String, Long>> positions() {
        Map<String, Map<String, Long>> all = new HashMap<>();
        positions.forEach((uid, read) -> all.put(uid, read.positions()));
        return all;
    }

    private Map<String, Long> latest() {
        Map<String, Long> all = new HashMap<>();
        positions.forEach((uid, read) -> all.put(uid, read.latest()));
        return all;
    }

    private Books books() {
        Map<String, Counts> counted = new HashMap<>();
        places.forEach((place, tally) -> counted.put(place, tally.counts()));
        Map<String, Long> topics = new HashMap<>();
        written.forEach((topic, count) -> topics.put(topic, count[0]));
        return new Books(counted, topics);
    }
}
