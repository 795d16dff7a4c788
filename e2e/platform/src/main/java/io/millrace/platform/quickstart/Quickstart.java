package io.millrace.platform.quickstart;

import static io.millrace.platform.quickstart.Stages.stage;

import io.millrace.platform.Checkout;
import io.millrace.platform.PlatformException;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.kubectl.Kubectl;
import io.millrace.platform.local.LocalPlatform;
import io.millrace.platform.process.LogTail;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Brings a platform up, runs the example on it, and shows what came of it. */
final class Quickstart {

    private final LocalPlatform platform;
    private final Example example;
    private final Progress progress;
    private final Stages stages;

    private Quickstart(LocalPlatform platform, Example example, Progress progress) {
        this.platform = platform;
        this.example = example;
        this.progress = progress;
        this.stages = new Stages(progress);
    }

    // Before now: the shop's time is quicker than ours while a candidate is tried, and must not come to the future.
    private static final Duration EVENTS_BEGAN = Duration.ofHours(4);
    private static final Duration EVENTS_BEGAN_FOR_CANARY = Duration.ofDays(4);

    /**
     * Returns the exit code: 0 when the results are there and right.
     *
     * @param canary whether a candidate is tried as well
     */
    static int run(MillraceHome home, LocalPlatform platform, Checkout checkout, PrintStream out, boolean canary) {
        Durations durations = new Durations(home.folder("durations"));
        Instant began = Instant.now();
        try (Progress progress = Progress.start(out, Boolean.getBoolean("millrace.terminal"), durations)) {
            Instant start = began.minus(canary ? EVENTS_BEGAN_FOR_CANARY : EVENTS_BEGAN);
            Quickstart quickstart = new Quickstart(platform, new Example(checkout, start), progress);
            Kubectl kubectl = quickstart.bringToLife();
            progress.say("\nFirst results after "
                    + Duration.between(began, Instant.now()).toSeconds() + " s.\n");
            if (canary) {
                quickstart.tryCandidates(kubectl);
            } else {
                quickstart.show(kubectl);
            }
            return 0;
        } catch (PlatformException e) {
            if (platform.isClosed()) {
                // Ctrl-C: what was just being started has failed, and nobody wants to know.
                return 1;
            }
            out.println("\n" + e.getMessage());
            out.println("\nAll logs of this run are in " + platform.run().logs()
                    + "\nIf a program is broken or missing, remove "
                    + home.root().resolve("binaries")
                    + " and start again.");
            return 1;
        }
    }

    private Kubectl bringToLife() {
        if (!platform.binaries().areAtHand()) {
            progress.say(
                    "  The Kubernetes API server and etcd are built from their Go modules, once: 4 to 10 minutes.");
            stages.run("build of API server", platform.binaries()::serverFolder);
        }
        stages.sideBySide(
                stage("API server", platform::controlPlane),
                stage("Kafka broker", platform::kafka),
                stage("schema registry", platform::registry),
                stage("Flink runtime", platform::flink));
        Endpoints endpoints = new Endpoints(platform.kafka(), platform.registry());
        endpoints.writeTo(platform.run());
        Kubectl kubectl = Kubectl.of(platform.controlPlane());
        stages.sideBySide(
                stage("operator", platform::operator), stage("shop events", () -> example.produce(endpoints)));
        stages.run(stage("pipeline applied", () -> example.apply(kubectl)));
        stages.run(stage("results", () -> awaitResults(endpoints, kubectl)));
        return kubectl;
    }

    private void awaitResults(Endpoints endpoints, Kubectl kubectl) {
        try {
            example.awaitResults(endpoints, kubectl);
        } catch (PlatformException e) {
            throw new PlatformException(
                    e.getMessage()
                            + errors(platform.operator().log())
                            + errors(platform.run().log("flink-shop-clickstream-jobmanager")),
                    e);
        }
    }

    private static String errors(Path log) {
        return Files.exists(log) ? "\nFrom " + log + ":\n" + String.join("\n", LogTail.ofErrors(log, 12)) + "\n" : "";
    }

    private void tryCandidates(Kubectl kubectl) {
        Endpoints endpoints = new Endpoints(platform.kafka(), platform.registry());
        try (OpenShop shop = example.open(endpoints)) {
            new CanaryTour(kubectl, new Consume(endpoints), progress, stages).play();
            stages.run(stage("results", () -> example.awaitResults(shop.closeForTheDay(), endpoints, kubectl)));
        }
        progress.say("Every row and every dead letter is the one that was computed without the pipeline.");
    }

    private void show(Kubectl kubectl) {
        Consume consume = new Consume(new Endpoints(platform.kafka(), platform.registry()));
        progress.say("The shop has written " + example.events() + " events; "
                + example.expected().rows().size()
                + " rows and dead letters " + example.expected().deadLetters()
                + " came of them, exactly as computed without the pipeline.\n");
        progress.say("$ kubectl get spl -n shop -o wide\n"
                + kubectl.run("get", "spl", "-n", Example.NAMESPACE, "-o", "wide"));
        progress.say("$ ./quickstart consume " + Example.OUTPUT + " 4\n"
                + String.join("\n", consume.newest(Example.OUTPUT, 4)) + "\n");
        progress.say("$ ./quickstart consume " + Example.DEAD_LETTERS + " 1\n"
                + String.join("\n", consume.newest(Example.DEAD_LETTERS, 1)) + "\n");
    }
}
