package io.millrace.operator.savepoints;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Savepoints that are there as soon as they are asked for, unless they take long. */
public final class InMemorySavepoints implements Snapshots, SavepointRecords {

    private final Map<String, SnapshotState> snapshots = new TreeMap<>();
    private final Map<String, SavepointRecord> records = new TreeMap<>();
    private final Map<String, Borrowed> lent = new TreeMap<>();
    private final Set<String> occupied = new TreeSet<>();
    private final List<String> disposed = new ArrayList<>();
    private final Runnable afterWrite;
    private int taken;
    private boolean keepingData;
    private boolean slow;
    private boolean refusing;
    private boolean unattended;

    /** @param afterWrite called after everything that changed something */
    public InMemorySavepoints(Runnable afterWrite) {
        this.afterWrite = afterWrite;
    }

    /** Whether the storage lets nothing be removed. */
    public void setKeepingData(boolean keeps) {
        keepingData = keeps;
    }

    /** Those that are asked for from now on are not there until {@link #complete}. */
    public void setSlow(boolean takesLong) {
        slow = takesLong;
    }

    /** No new one may be asked for, as with a quota. */
    public void setRefusing(boolean refuses) {
        refusing = refuses;
    }

    /** Nobody looks at those that are asked for from now on. */
    public void setUnattended(boolean isUnattended) {
        unattended = isUnattended;
    }

    /** The job does not run while they are being taken. */
    public void abandon() {
        snapshots.replaceAll(
                (name, state) -> state instanceof SnapshotState.Pending ? new SnapshotState.Abandoned() : state);
    }

    /** All that are still being taken are there now. */
    public void complete() {
        snapshots.replaceAll((name, state) -> state instanceof SnapshotState.Pending ? next() : state);
    }

    /** What the Flink Kubernetes operator was asked for and nobody has forgotten. */
    public Set<String> asked() {
        return Set.copyOf(snapshots.keySet());
    }

    /** Somebody else has a ConfigMap of the name under which something is to be kept. */
    public void occupy(String name) {
        occupied.add(name);
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
        if (refusing) {
            throw SystemException.refused(
                    Reason.KUBERNETES_REFUSED, "FlinkStateSnapshot: exceeded quota", new IOException("quota"));
        }
        if (!snapshots.containsKey(name)) {
            snapshots.put(name, slow || unattended ? new SnapshotState.Pending(!unattended) : next());
            afterWrite.run();
        }
    }

    private SnapshotState next() {
        return new SnapshotState.Completed("file:/state/snapshot-" + ++taken);
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
    public Map<String, SnapshotState> all(PipelineId pipeline) {
        return Map.copyOf(snapshots);
    }

    @Override
    public Map<String, Holder> holders(PipelineId pipeline, Collection<String> savepoints) {
        Map<String, Holder> holders = new TreeMap<>();
        savepoints.stream().filter(records::containsKey).forEach(name -> holders.put(name, Holder.PIPELINE));
        savepoints.stream().filter(occupied::contains).forEach(name -> holders.put(name, Holder.SOMEBODY_ELSE));
        return holders;
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
        if (!occupied.contains(kept.name()) && records.putIfAbsent(kept.name(), kept) == null) {
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
