package io.millrace.platform.local;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that starts when first asked for; who asks meanwhile waits for that one start. */
final class OnDemand<T> {

    private final Supplier<T> start;
    private final Consumer<T> stop;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable T running;
    private volatile boolean closed;

    OnDemand(Supplier<T> start, Consumer<T> stop) {
        this.start = start;
        this.stop = stop;
    }

    T get() {
        lock.lock();
        try {
            T part = running != null ? running : startUnlessClosed();
            if (closed) {
                stop();
                throw new IllegalStateException("the platform was closed meanwhile");
            }
            return part;
        } finally {
            lock.unlock();
        }
    }

    private T startUnlessClosed() {
        if (closed) {
            throw new IllegalStateException("the platform has been closed");
        }
        T started = start.get();
        running = started;
        return started;
    }

    /**
     * Stops the part if it runs, and lets nobody start it again. A part that is just starting is not waited for, as
     * that may take minutes: it is stopped when it is up, or by its guard when this process ends first.
     *
     * @return whether the part is stopped
     */
    boolean close() {
        closed = true;
        if (!lock.tryLock()) {
            return false;
        }
        try {
            stop();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void stop() {
        if (running != null) {
            stop.accept(running);
            running = null;
        }
    }
}
