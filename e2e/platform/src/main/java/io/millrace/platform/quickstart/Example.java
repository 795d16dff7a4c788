package io.millrace.platform.quickstart;

import io.millrace.platform.Checkout;
import io.millrace.platform.PlatformException;
import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.Clickstream;
import io.millrace.platform.clickstream.ClickstreamTopic;
import io.millrace.platform.clickstream.Expectation;
import io.millrace.platform.clickstream.PipelineOutput;
import io.millrace.platform.kubectl.Kubectl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code examples/clickstream}, with a shop that writes to it. */
final class Example {

    static final String NAMESPACE = "shop";
    static final String PIPELINE = "clickstream";
    static final String INPUT = "clickstream";
    static final String OUTPUT = "event_summary";
    static final String DEAD_LETTERS = "dlq.shop.clickstream";

    private static final Duration RESULTS_WITHIN = Duration.ofMinutes(3);

    private final Path folder;
    private final Clickstream stream;
    private final Expectation expected;

    /** @param start of the three hours in which its events happen; they may lie in the past, but not far in the future */
    Example(Checkout checkout, Instant start) {
        this.folder = checkout.root().resolve("examples/clickstream");
        long window = Clickstream.WINDOW.toMillis();
        this.stream = Clickstream.of(
                20_260_101L, 30_000, Instant.ofEpochMilli(start.toEpochMilli() / window * window), 18, 25);
        this.expected = Expectation.of(stream);
    }

    int events() {
        return stream.events();
    }

    Expectation expected() {
        return expected;
    }

    void produce(Endpoints endpoints) {
        try (ClickstreamTopic topic = ClickstreamTopic.create(
                INPUT,
                stream.partitions(),
                folder.resolve("clickstream-value.avsc"),
                endpoints.kafka(),
                endpoints.registry())) {
            topic.write(stream.clicks());
        }
    }

    /** The shop goes on from where it was. */
    OpenShop open(Endpoints endpoints) {
        return OpenShop.open(
                ClickstreamTopic.open(
                        INPUT, folder.resolve("clickstream-value.avsc"), endpoints.kafka(), endpoints.registry()),
                stream.end());
    }

    void apply(Kubectl kubectl) {
        kubectl.run("apply", "-f", folder.toString());
    }

    /** Returns when the output is what it must be; fails when it is not so in time, or when the pipeline gives up. */
    void awaitResults(Endpoints endpoints, Kubectl kubectl) {
        awaitResults(expected, endpoints, kubectl);
    }

    /** The same of all that came until the shop was closed. */
    void awaitResults(OpenShop.Day day, Endpoints endpoints, Kubectl kubectl) {
        List<Click> all = new ArrayList<>(stream.clicks());
        all.addAll(day.clicks());
        awaitResults(Expectation.of(all, day.end()), endpoints, kubectl);
    }

    private static void awaitResults(Expectation expected, Endpoints endpoints, Kubectl kubectl) {
        PipelineOutput output = new PipelineOutput(endpoints.kafka(), endpoints.registry());
        long deadline = System.nanoTime() + RESULTS_WITHIN.toNanos();
        Expectation seen = output.read(OUTPUT, DEAD_LETTERS);
        while (!seen.equals(expected)) {
            if (hasFailed(kubectl) || System.nanoTime() > deadline) {
                throw new PlatformException(new Shortfall(expected, seen).sentence() + "\n" + state(kubectl));
            }
            pause();
            seen = output.read(OUTPUT, DEAD_LETTERS);
        }
        kubectl.run("wait", "--for=condition=Ready", "spl/" + PIPELINE, "-n", NAMESPACE, "--timeout=60s");
        // What came twice comes later.
        Expectation still = output.read(OUTPUT, DEAD_LETTERS);
        if (!still.equals(expected)) {
            throw new PlatformException(new Shortfall(expected, still).sentence());
        }
    }

    private static boolean hasFailed(Kubectl kubectl) {
        return pipeline(kubectl, "{.status.phase} {.status.job.state}")
                .toLowerCase(Locale.ROOT)
                .contains("failed");
    }

    private static String state(Kubectl kubectl) {
        return pipeline(kubectl, "{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{\"\\n\"}{end}")
                + kubectl.run("get", "events", "-n", NAMESPACE);
    }

    private static String pipeline(Kubectl kubectl, String fields) {
        return kubectl.run("get", "spl", PIPELINE, "-n", NAMESPACE, "-o", "jsonpath=" + fields);
    }

    static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while waiting for results", e);
        }
    }
}
