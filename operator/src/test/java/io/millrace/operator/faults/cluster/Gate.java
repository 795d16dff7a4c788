package io.millrace.operator.faults.cluster;

import io.millrace.operator.faults.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every write of the operator passes here, whatever system it is for, and one of them meets the fault. */
final class Gate {

    private static final Set<Fault> DEADLY = Set.of(Fault.KILLED_BEFORE, Fault.KILLED_AFTER);

    /** The n-th write of this name since the gate was set. */
    record Point(String name, int occurrence) {
        @Override
        public String toString() {
            return name + (occurrence > 1 ? " (" + occurrence + ")" : "");
        }
    }

    private final Map<String, Integer> counts = new HashMap<>();
    private final List<Point> passed = new ArrayList<>();
    private Optional<Point> trap = Optional.empty();
    private Fault fault = Fault.NONE;
    private volatile Watches watches = Watches.AS_EVER;
    private boolean counting;
    private final Map<String, Long> moves = new ConcurrentHashMap<>();
    private final Map<String, Integer> moving = new ConcurrentHashMap<>();
    private boolean met;
    private boolean dying;

    /** From now on writes are counted, and the one at {@code point} goes wrong. */
    synchronized void set(Optional<Point> point, Fault wrong) {
        counts.clear();
        passed.clear();
        trap = point;
        fault = wrong;
        counting = true;
    }

    /** From now on, what happens is heard of so. */
    void watch(Watches how) {
        watches = how;
    }

    synchronized void meet() {
        met = true;
    }

    Watches watches() {
        return watches;
    }

    /** @param victim the operator that writes; it may end here */
    synchronized Fault next(String name, Victim victim) {
        if (!counting || victim.isDead()) {
            return Fault.NONE;
        }
        if (dying) {
            dying = false;
            victim.die();
            return Fault.KILLED_BEFORE;
        }
        Point point = new Point(name, counts.merge(name, 1, Integer::sum));
        passed.add(point);
        if (met || !trap.equals(Optional.of(point))) {
            return Fault.NONE;
        }
        met = true;
        dying = fault == Fault.REPLY_LOST_AND_KILLED;
        if (DEADLY.contains(fault)) {
            victim.die();
        }
        return fault;
    }

    /** Something of this kind was written. */
    void moved(String kind) {
        moves.merge(kind, 1L, Long::sum);
    }

    /** Something of this kind is written past the operator, which may have heard of it before it is known to be done. */
    void moved(String kind, Runnable write) {
        moving.merge(kind, 1, Integer::sum);
        try {
            write.run();
        } finally {
            moved(kind);
            moving.merge(kind, -1, Integer::sum);
        }
    }

    /** How often: as long as it stays the same, nothing of this kind is different. */
    long moves(String kind) {
        if (moving.getOrDefault(kind, 0) > 0) {
            moved(kind);
        }
        return moves.getOrDefault(kind, 0L);
    }

    synchronized List<Point> passed() {
        return List.copyOf(passed);
    }

    synchronized boolean isMet() {
        return met;
    }

    /** One process of the operator. */
    interface Victim {
        boolean isDead();

        void die();
    }
}
