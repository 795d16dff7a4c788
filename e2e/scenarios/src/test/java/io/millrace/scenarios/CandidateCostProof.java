package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What a candidate takes beside the live job: the same pipeline on the same input in the same minutes, once with the
 * comparison and once without. Kept in {@code docs/proof}.
 */
class CandidateCostProof {

    private static final Path REPORT =
            Path.of(System.getProperty("proof.reports", "../../docs/proof"), "candidate-cost.md");
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final Duration MEASURED = Duration.ofMinutes(2);

    /** Processor time of a deployment's TaskManagers and JobManagers, user and system. */
    private record Cpu(Duration workers, Duration coordinators) {
        static Cpu of(ShopAtWork work, String deployment) {
            FlinkProcesses processes = new FlinkProcesses(work.namespace, deployment);
            return new Cpu(sum(processes.taskManagers()), sum(processes.jobManagers()));
        }

        private static Duration sum(Iterable<ProcessHandle> processes) {
            Duration sum = Duration.ZERO;
            for (ProcessHandle process : processes) {
                sum = sum.plus(process.info().totalCpuDuration().orElseThrow());
            }
            return sum;
        }

        String since(Cpu earlier) {
            return String.format(
                    Locale.ROOT,
                    "%.1f | %.1f",
                    workers.minus(earlier.workers).toMillis() / 1000.0,
                    coordinators.minus(earlier.coordinators).toMillis() / 1000.0);
        }
    }

    @Test
    void is_measured_beside_the_live_job() throws IOException {
        try (ShopAtWork work = ShopAtWork.open("cost", Visitors.Day.BUSY, 1)) {
            // given
            String spec = work.resource().stripTrailing() + "\n  rollout: {strategy: Canary}\n";
            work.kubectl.apply(spec);
            work.runs(1);
            work.kubectl.apply(spec.replace("user_id > 0", "user_id >= 1"));
            work.eventually(() ->
                    assertThat(work.pipeline.status("/rollout/stage").asText()).isEqualTo("Comparing"));
            work.sees(WARM_UP);

            // when
            int sent = work.visitors.sent();
            Cpu live = Cpu.of(work, Shop.PIPELINE);
            Cpu candidate = Cpu.of(work, Shop.PIPELINE + "-canary");
            work.sees(MEASURED);
            String ofLive = Cpu.of(work, Shop.PIPELINE).since(live);
            String ofCandidate = Cpu.of(work, Shop.PIPELINE + "-canary").since(candidate);
            int records = work.visitors.sent() - sent;

            // then
            Files.writeString(REPORT, report(records, ofLive, ofCandidate));
            assertThat(work.pipeline.status("/rollout/sinks/0/equal").asLong()).isPositive();
            work.delete();
        }
    }

    private static String report(int records, String live, String candidate) {
        return String.format(
                Locale.ROOT,
                """
                # What a candidate takes beside the live job

                Written by `CandidateCostProof`, a part of `mvn verify -Pproof`; not edited by hand.

                The clickstream example, both jobs with parallelism 2 and a checkpoint every 2 s, %,d records in %d s. Both
                had been running for more than %d minutes. Ended %s; %d processors, load %.1f, Java %s.

                | | CPU s of TaskManagers | of JobManagers |
                |---|---:|---:|
                | live job | %s |
                | candidate, which does the same and compares | %s |
                """,
                records,
                MEASURED.toSeconds(),
                WARM_UP.toMinutes(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.version"),
                live,
                candidate);
    }
}
