package io.millrace.scenarios;

import io.millrace.platform.clickstream.Click;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Visitors of a shop, a few at a time, until it is closed. */
final class Trickle implements AutoCloseable {

    private static final int AT_ONCE = 20;
    private static final long EVERY_MILLIS = 500;

    private final Shop shop;
    private final Queue<Click> waiting;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> sending;

    Trickle(Shop shop, List<Click> clicks) {
        this.shop = shop;
        this.waiting = new ArrayDeque<>(clicks);
        this.sending = thread.scheduleAtFixedRate(this::sendSome, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sendSome() {
        List<Click> some = new ArrayList<>();
        while (some.size() < AT_ONCE && !waiting.isEmpty()) {
            some.add(waiting.remove());
        }
        if (some.isEmpty()) {
            throw new IllegalStateException("there are no more visitors; the story takes longer than planned");
        }
        shop.send(some);
    }

    /** Fails when the stream broke off, as then nothing was shown about a pipeline at work. */
    void isFlowing() throws InterruptedException, ExecutionException {
        if (sending.isDone()) {
            sending.get();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
