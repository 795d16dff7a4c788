package io.millrace.scenarios;

import io.millrace.platform.clickstream.Click;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends at a steady rate while the test does other things. */
final class SteadySender implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final AtomicInteger sent = new AtomicInteger();
    private final CompletableFuture<Void> sending;
    private volatile boolean closed;

    private SteadySender(Shop shop, List<List<Click>> rounds, int perSecond) {
        this.sending = CompletableFuture.runAsync(
                () -> send(shop, rounds, perSecond), task -> new Thread(task, "shop").start());
    }

    static SteadySender start(Shop shop, List<List<Click>> rounds, int perSecond) {
        return new SteadySender(shop, rounds, perSecond);
    }

    private void send(Shop shop, List<List<Click>> rounds, int perSecond) {
        long began = System.nanoTime();
        for (List<Click> round : rounds) {
            if (closed) {
                return;
            }
            shop.send(round);
            long due = began + TimeUnit.SECONDS.toNanos(sent.addAndGet(round.size())) / perSecond;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** How many records the broker has. */
    int sent() {
        if (sending.isCompletedExceptionally()) {
            sending.join();
        }
        return sent.get();
    }

    void awaitEnd() {
        sending.orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        closed = true;
    }
}
