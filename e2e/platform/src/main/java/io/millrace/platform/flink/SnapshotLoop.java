package io.millrace.platform.flink;

import io.millrace.platform.flink.resources.FlinkResource;
import io.millrace.platform.flink.resources.FlinkResources;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after all FlinkStateSnapshots on one thread, again and again: each look is short. */
final class SnapshotLoop implements FlinkResources.Watcher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotLoop.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final FlinkResources resources;
    private final FlinkRuntime runtime;
    private final Clock clock;
    private final Map<String, SnapshotWorker> workers = new HashMap<>();
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "snapshots");

    SnapshotLoop(FlinkResources resources, FlinkRuntime runtime, Clock clock) {
        this.resources = resources;
        this.runtime = runtime;
        this.clock = clock;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void seen(FlinkResource resource) {
        news.add(() -> workers.computeIfAbsent(
                        resource.uid(), uid -> new SnapshotWorker(resource, resources, runtime, clock))
                .tell(resource));
    }

    @Override
    public void gone(FlinkResource resource) {
        news.add(() -> workers.remove(resource.uid()));
    }

    private void run() {
        try {
            while (!closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                for (Runnable next = news.poll(); next != null; next = news.poll()) {
                    next.run();
                }
                workers.values().forEach(SnapshotLoop::pass);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(SnapshotWorker worker) {
        try {
            worker.pass();
        } catch (RuntimeException e) {
            LOG.warn("A snapshot cannot be looked after just now", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
