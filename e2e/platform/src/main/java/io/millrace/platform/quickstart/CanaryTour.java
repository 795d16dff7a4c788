package io.millrace.platform.quickstart;

import static io.millrace.platform.quickstart.Stages.stage;

import io.millrace.platform.PlatformException;
import io.millrace.platform.kubectl.Kubectl;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The walk-through of {@code examples/clickstream/README.md}, command by command: each is shown, and what the text says of
 * it has to come true.
 */
final class CanaryTour {

    private static final String PATIENCE = "--timeout=300s";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String IN_CAPITALS_TOO =
            "UPPER(event_type) IN ('VIEW', 'CART', 'REMOVE_FROM_CART', 'PURCHASE')";
    private static final String FORGETS_PURCHASES = "UPPER(event_type) IN ('VIEW', 'CART', 'REMOVE_FROM_CART')";
    private static final String DIFFERENCES = "shop.clickstream.canary-diff";

    private final Kubectl kubectl;
    private final Consume consume;
    private final Progress progress;
    private final Stages stages;

    CanaryTour(Kubectl kubectl, Consume consume, Progress progress, Stages stages) {
        this.kubectl = kubectl;
        this.consume = consume;
        this.progress = progress;
        this.stages = stages;
    }

    void play() {
        String live = field("{.status.revision.current}");
        tell("From now on a new revision runs next to the live one first.");
        patch("merge", "{\"spec\": {\"rollout\": {\"strategy\": \"Canary\", \"compare\": {\"minRecords\": 40}}}}");

        tell("Types are to count in capitals too. The edit forgets one of them.");
        patch("json", rule(FORGETS_PURCHASES));
        stages.run(stage("caught", () -> awaitField("{.status.rollout.verdict}", "Failed")));
        String broken = field("{.status.rollout.candidate}");
        showsWhatIsMissing();
        patch("merge", promote(broken));
        stages.run(stage(
                "not promoted",
                () -> awaitField("{.status.conditions[?(@.type==\"Progressing\")].reason}", "PromotionRefused")));
        must(field("{.status.revision.current}").equals(live), "the live revision is still " + live);

        tell("The edit is corrected: another candidate takes the place of the first.");
        patch("json", rule(IN_CAPITALS_TOO));
        stages.run(stage("passed", () -> awaitField("{.status.rollout.verdict}", "Passed")));
        String fixed = field("{.status.rollout.candidate}");
        must(!fixed.equals(broken), "there is another candidate than " + broken);
        show();

        patch("merge", promote(fixed));
        stages.run(stage("promoted", () -> awaitField("{.status.revision.current}", fixed)));
        stages.run(stage(
                "ready",
                () -> run(
                        "wait",
                        "spl/" + Example.PIPELINE,
                        "-n",
                        Example.NAMESPACE,
                        "--for=condition=Ready",
                        PATIENCE)));
        nothingIsLeft();
        show();
    }

    private static String rule(String expression) {
        return "[{\"op\": \"replace\", \"path\": \"/spec/steps/0/validate/1/expr\", \"value\": \"" + expression
                + "\"}]";
    }

    private static String promote(String candidate) {
        return "{\"spec\": {\"rollout\": {\"promote\": \"" + candidate + "\"}}}";
    }

    private void showsWhatIsMissing() {
        show();
        tell(field("{.status.rollout.message}"));
        stages.run(stage(
                "difference shown",
                () -> await(
                        () -> consume.newest(DIFFERENCES, 20).stream().anyMatch(text -> text.contains("purchase"))
                                && field("{.status.rollout.samples[0].liveAt}").startsWith(Example.OUTPUT + "-"),
                        "a difference in " + DIFFERENCES
                                + " shows a purchase, and the status where the first one is")));
        tell("The first differences stand in the status: " + field("{.status.rollout.samples}"));
        progress.say("$ ./quickstart consume " + DIFFERENCES + " 1\n"
                + String.join("\n", consume.newest(DIFFERENCES, 1)) + "\n");
    }

    private static void await(BooleanSupplier holds, String what) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!holds.getAsBoolean()) {
            must(System.nanoTime() < deadline, what);
            Example.pause();
        }
    }

    private void nothingIsLeft() {
        String deployments = run("get", "flinkdeployments", "-n", Example.NAMESPACE, "-o", "name")
                .strip();
        must(deployments.lines().count() == 1, "only the live job is there, not " + deployments);
        must(consume.newest(Example.OUTPUT + ".canary", 1).isEmpty(), "the candidate's topics are gone");
    }

    private void show() {
        String[] command = {"get", "spl", "-n", Example.NAMESPACE};
        progress.say("$ kubectl " + String.join(" ", command) + "\n" + run(command));
    }

    private void tell(String text) {
        progress.say("\n# " + text);
    }

    private void patch(String type, String patch) {
        progress.say("$ kubectl patch spl " + Example.PIPELINE + " -n " + Example.NAMESPACE + " --type " + type
                + " -p \\\n    '" + patch.replace("'", "'\\''") + "'");
        run("patch", "spl", Example.PIPELINE, "-n", Example.NAMESPACE, "--type", type, "-p", patch);
    }

    private void awaitField(String field, String value) {
        Kubectl.Answer answer = kubectl.ask(
                "wait",
                "spl/" + Example.PIPELINE,
                "-n",
                Example.NAMESPACE,
                "--for=jsonpath=" + field + "=" + value,
                PATIENCE);
        must(answer.isOk(), field + " becomes " + value + "; the rollout is " + field("{.status.rollout}"));
    }

    private String field(String path) {
        return run("get", "spl", Example.PIPELINE, "-n", Example.NAMESPACE, "-o", "jsonpath=" + path);
    }

    private String run(String... command) {
        return kubectl.run(command);
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new PlatformException("It did not come true that " + what);
        }
    }
}
