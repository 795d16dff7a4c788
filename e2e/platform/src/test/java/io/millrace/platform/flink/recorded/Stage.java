package io.millrace.platform.flink.recorded;

import io.millrace.platform.flink.recorded.Event.Did;
import io.millrace.platform.flink.recorded.Event.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A namespace in which a scenario is played, with the deployment {@code app}, and notes of all that is seen there. */
abstract class Stage {

    private final List<Event> events = new ArrayList<>();

    final synchronized void did(String what) {
        events.add(new Did(what));
    }

    final synchronized void shown(Shown event) {
        events.add(event);
    }

    final synchronized Trace trace() {
        return new Trace(events);
    }

    /** Returns when all has come to rest. */
    abstract void settle();

    /** With what the fields say of its job, instead of what its job usually is. */
    abstract void create(String deployment, String job);

    /** {@code app}'s spec. */
    abstract void patch(String spec);

    /** Tells the runtime to do wrong by {@code app}; without words, to behave. */
    abstract void misbehave(String words);

    /** Of {@code app}, by a savepoint. */
    abstract void createSnapshot(String name);

    /** Returns when nothing is left of it. */
    abstract void delete(String resource);

    /** Where the snapshot is kept. */
    abstract String path(String snapshot);

    /** Where {@code app} left its state when it was last stopped. */
    abstract String upgradeSavepointPath();

    /** Where {@code app} keeps its savepoints unless its spec was patched. */
    abstract String savepoints();

    abstract void killTaskManagers();

    abstract void killJobManager();

    /** Returns when {@code app} has come across it. */
    abstract void withoutItsConfigMap(Runnable edit);

    /** Where it does not do so by itself. */
    abstract void letPass(Duration time);
}
