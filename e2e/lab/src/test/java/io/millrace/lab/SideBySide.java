package io.millrace.lab;

import static org.awaitility.Awaitility.await;

import io.millrace.definition.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A live job at work, beside which one candidate after the other starts from a snapshot of it. */
final class SideBySide implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofMinutes(1);
    private static final int SOME = 60;

    private final Broker broker;
    private final Path folder;
    private final Pace pace;
    private final LabPipeline pipeline;
    private final Flink flink;
    private final Flink candidates;
    private final FlinkJob live;
    private final Feed feed;
    private Harm soFar = Harm.NONE;

    SideBySide(Broker broker, Path folder, Pace pace) throws Exception {
        this.broker = broker;
        this.folder = folder;
        this.pace = pace;
        String name = "lab-" + UUID.randomUUID().toString().substring(0, 8);
        pipeline = LabPipeline.named(name, broker.access(), pace.checkpointInterval);
        broker.create(pipeline.topics());
        flink = Flink.start(folder.resolve("live"));
        candidates = Flink.start(folder.resolve("candidate"));
        live = flink.run(
                pipeline.definition(),
                pipeline.live(),
                pipeline.connectors(pipeline.live()),
                env -> SlowState.into(env, pace.storing));
        feed = Feed.start(broker.access(), pipeline.input(), pace);
        live.awaitRunning();
    }

    /** Starts a candidate, ends it again, and counts what has become of the live job's output meanwhile. */
    Harm candidate(Guard guard) throws Exception {
        flink.addTaskManager();
        feed.goOn();
        feed.awaitMore(SOME);
        try (FlinkJob candidate = restore(guard, snapshot())) {
            candidate.awaitRunning();
            if (!pace.restsWhileACandidateStarts()) {
                feed.awaitMore(SOME);
                feed.rest();
            }
            awaitAllIsBooked();
        }
        await().atMost(AT_MOST).until(() -> broker.isSettled(pipeline.copies()));
        Harm all = Harm.of(feed.sent(), broker.values(pipeline.copies()), live.failures());
        Harm now = all.since(soFar);
        soFar = all;
        return now;
    }

    private String snapshot() throws Exception {
        CompletableFuture<String> snapshot = live.snapshot(folder.resolve("snapshots"));
        feed.awaitMore(SOME);
        String path = snapshot.get(60, TimeUnit.SECONDS);
        if (pace.restsWhileACandidateStarts()) {
            feed.rest();
        }
        return path;
    }

    private FlinkJob restore(Guard guard, String snapshot) throws Exception {
        RunSettings run = pipeline.candidateOf(live.id().toHexString());
        return candidates.restore(
                pipeline.definition(),
                run,
                pipeline.connectors(run),
                snapshot,
                env -> guard.change(env, pipeline.live()));
    }

    // Failures on the way are what is looked for.
    private void awaitAllIsBooked() {
        long sent = feed.sent().size();
        await().atMost(AT_MOST)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    live.checkpoint();
                    return broker.booked(pipeline.ledger(), "orders") == sent;
                });
    }

    @Override
    public void close() {
        feed.close();
        candidates.close();
        flink.close();
    }
}
