package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.platform.controlplane.AuditLog;
import io.millrace.platform.controlplane.AuditLog.Request;
import io.millrace.platform.kubectl.Kubectl.Answer;
import io.millrace.platform.local.LocalPlatform;
import io.millrace.platform.process.RestartableChild;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Two operators: when the one that acts is killed or stopped the other one acts soon, and never do both. */
@Isolated("the seconds are the operator's, not those of other tests")
class LeaderElectionIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration AT_MOST = Duration.ofMinutes(4);
    private static final String FIRST = "(operator-";
    private static final String SECOND = "(second-operator-";

    private final LocalPlatform platform = OwnPlatform.get();

    @Test
    void the_other_one_acts_within_thirty_seconds_and_never_do_both() throws Exception {
        RestartableChild first = operatorThatLeads();
        RestartableChild second = platform.secondOperator().process();
        String namespace = platform.controlPlane().freshNamespace("election");
        Kubectl kubectl = new Kubectl(platform.controlPlane(), namespace);
        PipelineView pipeline = new PipelineView(kubectl, Shop.PIPELINE);
        try (Shop shop = new Shop(platform, namespace, 2)) {
            Instant begin = Instant.now();
            kubectl.apply(shop.resource());
            eventually(pipeline::isReady);
            assertThat(writers(begin)).containsOnly(FIRST);

            // The leader is killed; an edit is seen to by the other one.
            Instant killed = Instant.now();
            first.kill();
            kubectl.apply(shop.resource().replace("user_id > 0", "user_id >= 1"));
            actsWithin(SOON, SECOND, killed);
            eventually(() -> assertThat(pipeline.revision()).startsWith("2-"));
            eventually(pipeline::isReady);
            first.restart();
            assertThat(writers(killed))
                    .as("while the first one was gone and came back")
                    .containsOnly(SECOND);

            // The leader does not die but stops, longer than its lease, in the middle of its work.
            kubectl.apply(shop.resource().replace("user_id > 0", "user_id >= 2"));
            ProcessHandle stopped = second.process().orElseThrow();
            Instant stop = Instant.now();
            signal("STOP", stopped);
            actsWithin(SOON, FIRST, stop);
            Instant woken = Instant.now();
            signal("CONT", stopped);
            stopped.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
            eventually(() -> assertThat(pipeline.revision()).startsWith("3-"));
            eventually(pipeline::isReady);
            assertThat(writers(woken)).as("after it woke").containsOnly(FIRST);
            assertThat(switchesOfWriter(begin)).as("who wrote, in order").containsExactly(FIRST, SECOND, FIRST);

            kubectl.delete(Shop.PIPELINE);
            eventually(() -> assertThat(kubectl.exists("streamingpipelines", Shop.PIPELINE))
                    .as("the pipeline")
                    .isFalse());
        }
    }

    /** The platform's first operator; a scenario before this one may have left the lead to a second one. */
    private RestartableChild operatorThatLeads() {
        platform.operator();
        eventually(() ->
                assertThat(leader()).hasValueSatisfying(name -> assertThat(name).startsWith("operator-")));
        return platform.operatorProcess();
    }

    private Optional<String> leader() {
        Answer answer = io.millrace.platform.kubectl.Kubectl.of(platform.controlPlane())
                .ask(
                        "-n",
                        "millrace-system",
                        "get",
                        "lease",
                        "millrace-operator",
                        "-o",
                        "jsonpath={.spec.holderIdentity}");
        return Optional.of(answer.output()).filter(name -> answer.exitCode() == 0 && !name.isBlank());
    }

    private void actsWithin(Duration limit, String operator, Instant since) {
        await().atMost(limit).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> assertThat(writers(since))
                .contains(operator));
        Instant acted = writes(since).stream()
                .filter(write -> write.userAgent().contains(operator))
                .findFirst()
                .orElseThrow()
                .at();
        assertThat(Duration.between(since, acted)).isLessThan(limit);
    }

    /** What operators wrote, apart from the lease. */
    private List<Request> writes(Instant since) {
        return new AuditLog(platform.controlPlane().auditLog()).writesOfOperators(since);
    }

    private List<String> writers(Instant since) {
        return writes(since).stream().map(LeaderElectionIT::writer).distinct().toList();
    }

    private List<String> switchesOfWriter(Instant since) {
        List<String> writers =
                writes(since).stream().map(LeaderElectionIT::writer).toList();
        return IntStream.range(0, writers.size())
                .filter(i -> i == 0 || !writers.get(i).equals(writers.get(i - 1)))
                .mapToObj(writers::get)
                .toList();
    }

    private static String writer(Request request) {
        return request.userAgent().contains(SECOND)
                ? SECOND
                : request.userAgent().contains(FIRST) ? FIRST : "?";
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(AT_MOST).pollInterval(Duration.ofMillis(500)).untilAsserted(holds);
    }
}
