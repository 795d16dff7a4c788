package io.millrace.platform.flink.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A FlinkStateSnapshot in memory, looked after by the planner. What it asks for is done by the next look but one. */
public final class PretendSnapshot implements SnapshotActions {

    private final String name;
    private final JsonNode spec;
    private JsonNode statusJson = MissingNode.getInstance();
    private Map<String, String> labels = new TreeMap<>();
    private boolean finalizer;
    private boolean deleting;
    private boolean gone;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int ids;
    private int points;
    private int deathAt = -1;

    private Optional<TargetJob> target = Optional.empty();
    private Attempt trigger = new Attempt.Unknown();
    private Attempt disposal = new Attempt.Unknown();
    private Attempt next =
            new Attempt.Done("file:///savepoints/of-" + getClass().getSimpleName());
    private Runnable changed = () -> {};
    final List<SnapshotRequest> triggers = new ArrayList<>();
    final List<String> disposed = new ArrayList<>();

    public PretendSnapshot(String name, JsonNode spec, Map<String, String> labels) {
        this.name = name;
        this.spec = spec;
        this.labels.putAll(labels);
    }

    public void watch(Runnable watcher) {
        changed = watcher;
        changed.run();
    }

    public void target(Optional<TargetJob> job) {
        target = job;
    }

    /** What comes of the triggers from now on. */
    void willBe(Attempt outcome) {
        next = outcome;
    }

    void forgetWhatFlinkKnew() {
        trigger = new Attempt.Unknown();
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    public void delete() {
        deleting = true;
        changed.run();
    }

    private static final class Killed extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** How many places there were so far where the runtime might have been killed. */
    int points() {
        return points;
    }

    void dieAt(int pointFromNow) {
        deathAt = points + pointFromNow;
    }

    private void mayBeKilled() throws Killed {
        if (++points == deathAt) {
            throw new Killed();
        }
    }

    public boolean pass() {
        now = now.plusMillis(300);
        try {
            return look();
        } catch (Killed e) {
            trigger = new Attempt.Unknown();
            disposal = new Attempt.Unknown();
            return true;
        }
    }

    private boolean look() throws Killed {
        SnapshotObservation seen = new SnapshotObservation(
                name,
                deleting,
                finalizer,
                SnapshotReading.of(spec),
                labels,
                status(),
                target,
                trigger,
                disposal,
                "trigger-" + ++ids,
                now);
        SnapshotPlan plan = SnapshotSabotage.of(SnapshotPlanner.plan(seen), seen);
        mayBeKilled();
        boolean moved = !plan.status().equals(seen.status());
        if (moved) {
            statusJson = SnapshotStatusJson.write(plan.status());
            if (!status().equals(plan.status())) {
                throw new AssertionError("Written " + plan.status() + " but read " + status());
            }
            changed.run();
        }
        labels = SnapshotLabels.next(seen, plan.status());
        if (trigger instanceof Attempt.Pending) {
            trigger = next;
        }
        mayBeKilled();
        for (SnapshotStep step : plan.steps()) {
            step.carryOut(this);
            mayBeKilled();
        }
        return moved;
    }

    public void settle() {
        int quiet = 0;
        for (int passes = 0; quiet < 4 && !gone; passes++) {
            if (passes > 100) {
                throw new AssertionError("It does not settle: " + statusJson);
            }
            quiet = pass() ? 0 : quiet + 1;
        }
    }

    public SnapshotStatus status() {
        return SnapshotStatusJson.read(statusJson);
    }

    public JsonNode statusJson() {
        return statusJson;
    }

    public boolean isGone() {
        return gone;
    }

    public boolean isDeleting() {
        return deleting;
    }

    Map<String, String> labels() {
        return labels;
    }

    @Override
    public void addFinalizer() {
        finalizer = true;
    }

    @Override
    public void trigger(SnapshotRequest request) {
        triggers.add(request);
        trigger = new Attempt.Pending();
    }

    @Override
    public void failTrigger(SnapshotRequest request) {
        trigger = new Attempt.Failed("told to");
    }

    @Override
    public void hangTrigger(SnapshotRequest request, Duration patience) {
        trigger = new Attempt.Hanging(request);
    }

    // What is gone already counts as disposed of.
    @Override
    public void dispose(String path) {
        if (!disposed.contains(path)) {
            disposed.add(path);
        }
        disposal = new Attempt.Done(path);
    }

    @Override
    public void removeFinalizer() {
        finalizer = false;
        gone = deleting;
    }
}
