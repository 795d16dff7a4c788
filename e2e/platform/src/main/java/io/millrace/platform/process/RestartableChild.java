package io.millrace.platform.process;

import io.millrace.platform.PlatformException;
import java.time.Duration;
import java.util.Optional;

/**
 * A part of the platform that can be taken away from those who use it and given back: the same command again, so it has
 * the same address and finds its data.
 */
public final class RestartableChild {

    private final ChildSpec spec;
    private final Duration readyAtMost;
    private final Readiness ready;
    private Child child;

    private RestartableChild(ChildSpec spec, Duration readyAtMost, Readiness ready) {
        this.spec = spec;
        this.readyAtMost = readyAtMost;
        this.ready = ready;
        this.child = spec.start();
    }

    /** Starts it; it may not be ready yet. */
    public static RestartableChild start(ChildSpec spec, Duration readyAtMost, Readiness ready) {
        return new RestartableChild(spec, readyAtMost, ready);
    }

    public synchronized void awaitReady() {
        child.awaitReady(readyAtMost, ready);
    }

    /** The process itself; empty when it has ended. */
    public synchronized Optional<ProcessHandle> process() {
        return child.process();
    }

    /** SIGKILL, as a crash would end it; returns when it is gone. */
    public synchronized void kill() {
        child.kill();
    }

    /** Starts what was killed, and returns when it is ready. */
    public synchronized void restart() {
        if (child.isAlive()) {
            throw new PlatformException(spec.name() + " is running; it has to be killed before it can start again");
        }
        child = spec.start();
        awaitReady();
    }

    public synchronized void stop() {
        child.stop();
    }
}
