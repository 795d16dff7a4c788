package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.platform.controlplane.AuditLog;
import io.millrace.platform.process.RestartableChild;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The operator is killed in the middle of an upgrade, again and again, and the upgrade is made once. */
class KilledOperatorIT {

    private static final int KILLS = 4;
    // An upgrade takes some twenty writes; most of its time goes by at its end.
    private static final int MOST_WRITES = 8;
    private static final int LONGEST_MILLIS = 400;
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    @EachRound
    void an_upgrade_is_made_once_whenever_the_operator_dies(int round) {
        try (ShopAtWork work = ShopAtWork.openOn(OwnPlatform.get(), "killed", round)) {
            // given
            work.kubectl.apply(work.resource());
            work.runs(1);
            long edits = work.edits();

            // when
            work.kubectl.apply(work.resource().replace("user_id > 0", "user_id >= 1"));
            List<String> kills = killWhileItWorks(work, new Random(round));
            work.runs(2);

            // then
            String story = "round " + round + ", killed at " + kills;
            assertThat(work.edits())
                    .as("one edit to stop, one to start; %s", story)
                    .isEqualTo(edits + 2);
            assertThat(work.savepoints()).as("savepoints; %s", story).isEqualTo(1);
            work.closesWithExactBooks(0);
            assertThat(work.jobs.jobs()).as("the jobs that ran; %s", story).hasSize(2);
            assertThat(work.jobs.mostAtOnce()).as("jobs at once; %s", story).isEqualTo(1);
            work.delete();
        }
    }

    /** At random moments: after so many writes of the present operator, and then so many milliseconds. */
    private static List<String> killWhileItWorks(ShopAtWork work, Random random) {
        RestartableChild operator = OwnPlatform.get().operatorProcess();
        List<String> kills = new ArrayList<>();
        Instant since = Instant.now();
        while (kills.size() < KILLS) {
            awaitWritesOrEnd(work, since, 1 + random.nextInt(MOST_WRITES));
            if (isDone(work)) {
                break;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS)));
            operator.kill();
            kills.add(work.pipeline.status("/operation/phase").asText("no operation"));
            since = Instant.now();
            operator.restart();
        }
        assertThat(kills).as("phases in which the operator was killed").isNotEmpty();
        System.out.println("The operator was killed at " + kills);
        return kills;
    }

    private static void awaitWritesOrEnd(ShopAtWork work, Instant since, int writes) {
        AuditLog audit = new AuditLog(work.platform.controlPlane().auditLog());
        await().atMost(AT_MOST)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> audit.writesOfOperators(since).size() >= writes || isDone(work));
    }

    private static boolean isDone(ShopAtWork work) {
        return work.pipeline.revision().startsWith("2-")
                && work.pipeline.status("/operation").isMissingNode();
    }
}
