package io.millrace.scenarios;

import io.millrace.platform.clickstream.Click;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends at a steady rate while the test does other things, and waits where the test wants it to. */
final class SteadySender implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final CompletableFuture<Void> sending;
    private int sent;
    private int mark;
    private boolean closed;

    private SteadySender(Shop shop, List<List<Click>> rounds, int perSecond, int mark) {
        this.mark = mark;
        this.sending = CompletableFuture.runAsync(
                () -> send(shop, rounds, perSecond), task -> new Thread(task, "shop").start());
    }

    static SteadySender start(Shop shop, List<List<Click>> rounds, int perSecond) {
        return startUpTo(Integer.MAX_VALUE, shop, rounds, perSecond);
    }

    /** It begins no round at that mark or beyond, until it may go on. */
    static SteadySender startUpTo(int mark, Shop shop, List<List<Click>> rounds, int perSecond) {
        return new SteadySender(shop, rounds, perSecond, mark);
    }

    synchronized void goOnTo(int further) {
        mark = further;
        notifyAll();
    }

    private void send(Shop shop, List<List<Click>> rounds, int perSecond) {
        long due = System.nanoTime();
        for (List<Click> round : rounds) {
            if (!mayBegin()) {
                return;
            }
            shop.send(round);
            booked(round.size());
            // What was lost by waiting is not made up for, or the rate would not be steady.
            due = Math.max(due, System.nanoTime() - TimeUnit.SECONDS.toNanos(1))
                    + TimeUnit.SECONDS.toNanos(round.size()) / perSecond;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private synchronized boolean mayBegin() {
        try {
            while (sent >= mark && !closed) {
                wait();
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void booked(int records) {
        sent += records;
    }

    /** How many records the broker has. */
    synchronized int sent() {
        if (sending.isCompletedExceptionally()) {
            sending.join();
        }
        return sent;
    }

    /** Whether more come just now. */
    synchronized boolean isSending() {
        return !sending.isDone() && sent() < mark;
    }

    void awaitEnd() {
        sending.orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
