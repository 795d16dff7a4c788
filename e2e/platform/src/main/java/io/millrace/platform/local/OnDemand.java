package io.millrace.platform.local;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that starts when first asked for; who asks meanwhile waits for that one start. */
final class OnDemand<T> {

    private final Supplier<T> start;
    private final Consumer<T> stop;
    private @Nullable T running;
    private boolean closed;

    OnDemand(Supplier<T> start, Consumer<T> stop) {
        this.start = start;
        this.stop = stop;
    }

    synchronized T get() {
        if (closed) {
            throw new IllegalStateException("the platform has been closed");
        }
        if (running == null) {
            running = start.get();
        }
        return running;
    }

    synchronized Optional<T> ifRunning() {
        return Optional.ofNullable(running);
    }

    /** A later start begins afresh. */
    synchronized void stop() {
        if (running != null) {
            stop.accept(running);
            running = null;
        }
    }

    synchronized void close() {
        closed = true;
        stop();
    }
}
