package io.millrace.scenarios;

import static org.awaitility.Awaitility.await;

import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.Clickstream;
import io.millrace.platform.clickstream.Expectation;
import io.millrace.platform.clickstream.Fault;
import io.millrace.platform.clickstream.ShopEvent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * The visitors of a shop: they come at a steady rate until they are sent home, and what has to come of it is known. A
 * test can add one who does something that only some revisions of a pipeline understand.
 */
final class Visitors implements AutoCloseable {

    private static final int PARTITIONS = 2;
    private static final int PER_ROUND = 30;
    // Of both kinds of days, between two windows' ends.
    private static final int PER_WINDOW = 2_000;
    // For more than half an hour of an ordinary day, and for a quarter of an hour of a busy one.
    private static final int AT_MOST = 600_000;
    private static final int AT_MOST_IF_BUSY = 1_000_000;

    /** How many come in a second. */
    enum Day {
        ORDINARY(300, AT_MOST),
        BUSY(1_000, AT_MOST_IF_BUSY);

        private final int perSecond;
        private final int atMost;

        Day(int perSecond, int atMost) {
            this.perSecond = perSecond;
            this.atMost = atMost;
        }
    }

    private final Shop shop;
    private final Day day;
    private final List<Click> clicks;
    private final List<Click> sent = new ArrayList<>();
    private final CompletableFuture<Void> coming;
    private boolean gone;

    private Visitors(Shop shop, Day day, Clickstream stream) {
        this.shop = shop;
        this.day = day;
        this.clicks = stream.clicks().subList(0, stream.events());
        this.coming = CompletableFuture.runAsync(this::come, task -> new Thread(task, "visitors").start());
    }

    /** @param faults how many of 10,000 records are spoilt, of each kind of fault */
    static Visitors of(Shop shop, Day day, long seed, int faults) {
        Instant start = Instant.parse("2026-04-02T08:00:00Z");
        int ofEach = faults * (day.atMost / 10_000);
        return new Visitors(shop, day, Clickstream.of(seed, day.atMost, start, day.atMost / PER_WINDOW, ofEach));
    }

    static int partitions() {
        return PARTITIONS;
    }

    private void come() {
        long began = System.nanoTime();
        for (int from = 0; from < clicks.size() && next(from); from += PER_ROUND) {
            LockSupport.parkNanos(
                    began + TimeUnit.SECONDS.toNanos(from + PER_ROUND) / day.perSecond - System.nanoTime());
        }
    }

    private synchronized boolean next(int from) {
        if (!gone) {
            send(clicks.subList(from, from + PER_ROUND));
        }
        return !gone;
    }

    private void send(List<Click> more) {
        shop.send(more);
        sent.addAll(more);
    }

    /** How many records the broker has. */
    synchronized int sent() {
        if (coming.isCompletedExceptionally()) {
            coming.join();
        }
        return sent.size();
    }

    /** Until as many more have come as come in that time. */
    void awaitMore(Duration time) {
        long until = sent() + day.perSecond * time.toSeconds();
        await().atMost(time.multipliedBy(2).plusMinutes(1)).until(() -> sent() >= until);
    }

    /** The event time of the newest record. */
    synchronized Instant now() {
        return sent.get(sent.size() - 1).event().timestamp();
    }

    /** One who does it just now, which is what has to become of it. */
    synchronized Click does(String type, Optional<Fault> becomes) {
        Click click = new Click(0, new ShopEvent(8_000L, type, 7, new BigDecimal("7.00"), now()), becomes);
        send(List.of(click));
        return click;
    }

    /** The shop's program sends a record again, which has to make no difference. */
    synchronized void comesAgain(Click click) {
        shop.send(List.of(click));
    }

    /** Some whose events come hours after they happened: every window that they could count in has ended. */
    synchronized void comeTooLate(int count) {
        Instant longAgo = now().minus(Clickstream.WINDOW.multipliedBy(12));
        shop.send(IntStream.range(0, count)
                .mapToObj(i -> new Click(
                        i % PARTITIONS,
                        new ShopEvent(7_000L + i, "purchase", 7, new BigDecimal("7.00"), longAgo.plusSeconds(i)),
                        Optional.empty()))
                .toList());
    }

    /** The shop's own program is renewed, while they come. */
    synchronized void areSeenWith(Path schema) {
        shop.useSchema(schema);
    }

    /** No more come, and all windows end; what has to have come of it. */
    synchronized Expectation goHome() {
        if (coming.isDone()) {
            throw new IllegalStateException("they had stopped coming long before");
        }
        gone = true;
        Instant last = sent.stream()
                .map(click -> click.event().timestamp())
                .max(Instant::compareTo)
                .orElseThrow();
        long window = Clickstream.WINDOW.toMillis();
        Instant end = Instant.ofEpochMilli((last.toEpochMilli() / window + 1) * window);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ShopEvent after = new ShopEvent(
                    9_000L + partition, "view", 1, new BigDecimal("1.00"), end.plus(Duration.ofMinutes(1)));
            send(List.of(new Click(partition, after, Optional.empty())));
        }
        return Expectation.of(sent, end);
    }

    @Override
    public synchronized void close() {
        gone = true;
    }
}
