package io.millrace.platform.quickstart;

import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.Clickstream;
import io.millrace.platform.clickstream.ClickstreamTopic;
import io.millrace.platform.clickstream.ShopEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A shop that writes at a steady rate until it closes. Its time is quicker than ours: a window takes two seconds. */
final class OpenShop implements AutoCloseable {

    private static final int PER_SECOND = 500;
    private static final int PER_WINDOW = 1_000;
    // For ten minutes.
    private static final int AT_MOST = 300_000;
    private static final int AT_ONCE = 50;
    private static final int FAULTS_OF_EACH_KIND = 300;

    private final ClickstreamTopic topic;
    private final List<Click> clicks;
    private final List<Click> sent = new ArrayList<>();
    private final CompletableFuture<Void> writing;
    private volatile boolean closed;

    private OpenShop(ClickstreamTopic topic, Clickstream stream) {
        this.topic = topic;
        this.clicks = stream.clicks().subList(0, stream.events());
        this.writing = CompletableFuture.runAsync(this::write, task -> new Thread(task, "shop").start());
    }

    /** @param from the start of a window */
    static OpenShop open(ClickstreamTopic topic, Instant from) {
        return new OpenShop(
                topic, Clickstream.of(20_260_102L, AT_MOST, from, AT_MOST / PER_WINDOW, FAULTS_OF_EACH_KIND));
    }

    private void write() {
        long began = System.nanoTime();
        for (int next = 0; next < clicks.size() && !closed; next += AT_ONCE) {
            send(clicks.subList(next, next + AT_ONCE));
            LockSupport.parkNanos(began + TimeUnit.SECONDS.toNanos(next + AT_ONCE) / PER_SECOND - System.nanoTime());
        }
    }

    private void send(List<Click> more) {
        topic.write(more);
        sent.addAll(more);
    }

    /** What it has written, and when the last window ended in which that was. */
    record Day(List<Click> clicks, Instant end) {}

    /** Stops, and writes what lets the last windows end. */
    Day closeForTheDay() {
        stop();
        Instant last = sent.stream()
                .map(click -> click.event().timestamp())
                .max(Instant::compareTo)
                .orElseThrow();
        long window = Clickstream.WINDOW.toMillis();
        Instant end = Instant.ofEpochMilli((last.toEpochMilli() / window + 1) * window);
        ShopEvent after = new ShopEvent(1L, "view", 1, new BigDecimal("1.00"), end.plus(Duration.ofMinutes(1)));
        send(List.of(new Click(0, after, Optional.empty()), new Click(1, after, Optional.empty())));
        return new Day(sent, end);
    }

    private void stop() {
        closed = true;
        writing.join();
    }

    @Override
    public void close() {
        stop();
        topic.close();
    }
}
