package io.millrace.operator.savepoints;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Savepoints that are there as soon as they are asked for. */
public final class InMemorySavepoints implements Snapshots, SavepointRecords {

    private final Map<String, SnapshotState> snapshots = new TreeMap<>();
    private final Map<String, SavepointRecord> records = new TreeMap<>();
    private final Map<String, Borrowed> lent = new TreeMap<>();
    private final List<String> disposed = new ArrayList<>();
    private final Runnable afterWrite;
    private int taken;
    private boolean keepingData;

    /** @param afterWrite called after everything that changed something */
    public InMemorySavepoints(Runnable afterWrite) {
        this.afterWrite = afterWrite;
    }

    /** Whether the storage lets nothing be removed. */
    public void setKeepingData(boolean keeps) {
        keepingData = keeps;
    }

    /** The paths of those whose data was removed, in order. */
    public List<String> disposed() {
        return List.copyOf(disposed);
    }

    public Map<String, SavepointRecord> records() {
        return Map.copyOf(records);
    }

    @Override
    public Observed<SnapshotState> look(PipelineId pipeline, String name) {
        SnapshotState state = snapshots.get(name);
        return state == null ? Observed.absent() : Observed.found(state);
    }

    @Override
    public void take(PipelineId pipeline, String name) {
        if (!snapshots.containsKey(name)) {
            snapshots.put(name, new SnapshotState.Completed("file:/state/snapshot-" + ++taken));
            afterWrite.run();
        }
    }

    @Override
    public void forget(PipelineId pipeline, String name) {
        if (snapshots.remove(name) != null) {
            afterWrite.run();
        }
    }

    @Override
    public void dispose(PipelineId pipeline, String path) {
        if (keepingData) {
            throw SystemException.refused(
                    Reason.FLINK_REFUSED, "Flink cannot remove savepoint " + path, new IOException("read-only"));
        }
        if (!disposed.contains(path)) {
            disposed.add(path);
            afterWrite.run();
        }
    }

    @Override
    public Set<String> names(PipelineId pipeline) {
        return Set.copyOf(records.keySet());
    }

    /** Somebody puts a ConfigMap next to the pipeline. */
    public void lend(String configMap, String text) {
        lent.put(configMap, Borrowed.read(text));
    }

    public void takeBack(String configMap) {
        lent.remove(configMap);
    }

    @Override
    public Observed<Borrowed> borrow(PipelineId pipeline, String configMap) {
        Borrowed there = lent.get(configMap);
        return there == null ? Observed.absent() : Observed.found(there);
    }

    @Override
    public void keep(PipelineId pipeline, SavepointRecord kept) {
        if (records.putIfAbsent(kept.name(), kept) == null) {
            afterWrite.run();
        }
    }

    @Override
    public void remove(PipelineId pipeline, String name) {
        if (records.remove(name) != null) {
            afterWrite.run();
        }
    }
}
