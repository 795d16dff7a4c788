package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.Clickstream;
import io.millrace.platform.controlplane.AuditLog;
import io.millrace.platform.controlplane.AuditLog.Request;
import io.millrace.platform.local.LocalPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A pipeline that runs well costs the API server next to nothing. */
@Isolated("the seconds are the operator's, not those of other tests")
class QuietIT {

    private static final Duration AT_MOST = Duration.ofMinutes(4);
    private static final Duration WATCHED = Duration.ofMinutes(2);
    private static final int PER_SECOND = 40;
    private static final Duration BETWEEN_FIGURES = Duration.ofSeconds(30);
    private static final int FORCED = 5;

    private static final Clickstream STREAM =
            new Clickstream(11, 20_000, 2, Instant.parse("2026-05-06T08:00:00Z"), 48, Map.of());

    @Test
    void two_minutes_of_events_and_a_forced_turn_are_no_reason_to_write() {
        LocalPlatform platform = OwnPlatform.get();
        OperatorMetrics operator = new OperatorMetrics(platform.operator());
        AuditLog audit = new AuditLog(platform.controlPlane().auditLog());
        String namespace = platform.controlPlane().freshNamespace("quiet");
        Kubectl kubectl = new Kubectl(platform.controlPlane(), namespace);
        PipelineView pipeline = new PipelineView(kubectl, Shop.PIPELINE);
        try (Shop shop = new Shop(platform, namespace, STREAM.partitions());
                SteadySender visitors = SteadySender.start(shop, rounds(), PER_SECOND)) {
            // given
            kubectl.apply(shop.resource());
            await().atMost(AT_MOST).pollInterval(Duration.ofMillis(500)).untilAsserted(pipeline::isReady);
            Instant ready = Instant.now();
            int rows = shop.output().rows().size();

            // when
            Instant status = nextStatus(audit, ready);
            for (int turn = 1; turn <= FORCED; turn++) {
                forceTurn(operator, kubectl, turn);
            }

            // then
            assertThat(audit.writesOfOperators(status))
                    .as("writes, as nothing was due so soon after a status")
                    .isEmpty();
            Duration left = Duration.between(Instant.now(), ready.plus(WATCHED));
            await("only the lease, and a status every " + BETWEEN_FIGURES.toSeconds() + " s at most")
                    .during(left)
                    .atMost(left.plusSeconds(20))
                    .pollInterval(Duration.ofSeconds(5))
                    .untilAsserted(() -> isQuiet(audit.writesOfOperators(ready)));
            pipeline.isReady();
            assertThat(shop.output().rows().size()).as("rows, as events flowed").isGreaterThan(rows);
            assertThat(visitors.sent())
                    .as("events so far, as more were to come")
                    .isLessThan(STREAM.events());

            kubectl.delete(Shop.PIPELINE);
            await().atMost(AT_MOST).until(() -> !kubectl.exists("streamingpipelines", Shop.PIPELINE));
        }
    }

    /** When the next status since then was written. */
    private static Instant nextStatus(AuditLog audit, Instant since) {
        return await("a status")
                .atMost(BETWEEN_FIGURES.multipliedBy(2))
                .until(() -> audit.writesOfOperators(since), writes -> !writes.isEmpty())
                .get(0)
                .at();
    }

    /** More of these follow each other than a loop would take turns by itself. */
    private static void forceTurn(OperatorMetrics operator, Kubectl kubectl, int turn) {
        double turns = operator.turns();
        kubectl.annotate("flinkdeployments", Shop.PIPELINE, "example.com/touched=" + turn);
        await("a turn of the loop that nobody but this test asked for")
                .atMost(Duration.ofSeconds(2))
                .until(() -> operator.turns() > turns);
    }

    private static List<List<Click>> rounds() {
        List<Click> clicks = STREAM.clicks();
        List<List<Click>> rounds = new ArrayList<>();
        for (int from = 0; from < clicks.size(); from += PER_SECOND) {
            rounds.add(clicks.subList(from, Math.min(from + PER_SECOND, clicks.size())));
        }
        return rounds;
    }

    private static void isQuiet(List<Request> writes) {
        Map<String, List<Request>> statuses = writes.stream()
                .filter(write -> write.resource().equals("streamingpipelines/status"))
                .collect(Collectors.groupingBy(Request::namespace));
        assertThat(writes).as("writes that are neither a lease nor a status").allMatch(write -> write.resource()
                .equals("streamingpipelines/status"));
        statuses.values().forEach(QuietIT::liesApart);
    }

    private static void liesApart(List<Request> statuses) {
        for (int i = 1; i < statuses.size(); i++) {
            assertThat(Duration.between(
                            statuses.get(i - 1).at(), statuses.get(i).at()))
                    .as("time between two of %s", statuses)
                    .isGreaterThanOrEqualTo(BETWEEN_FIGURES);
        }
    }
}
