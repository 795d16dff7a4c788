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
            String spec = work.resource().stripTrailing() + "\n  rollout: {strategy: Canary}\n";
            String edited = spec.replace("user_id > 0", "user_id >= 1");
            work.kubectl.apply(spec);
            work.runs(1);
            String table = minutes(work, edited, "2-", "candidate, which does the same and compares")
                    + minutes(
                            work,
                            edited.replace("{strategy: Canary}", "{strategy: Canary, sample: {keys: \"20%\"}}"),
                            "3-",
                            "candidate with a sample of the keys, 16 % of the records");
            Files.writeString(REPORT, report(table));
            work.delete();
        }
    }

    /** Rows of a table: what both jobs took in the same minutes. */
    private static String minutes(ShopAtWork work, String edited, String revision, String what) {
        work.kubectl.apply(edited);
        work.eventually(() ->
                assertThat(work.pipeline.status("/rollout/candidate").asText()).startsWith(revision));
        work.eventually(() ->
                assertThat(work.pipeline.status("/rollout/stage").asText()).isEqualTo("Comparing"));
        work.sees(WARM_UP);
        int sent = work.visitors.sent();
        Cpu live = Cpu.of(work, Shop.PIPELINE);
        Cpu candidate = Cpu.of(work, Shop.PIPELINE + "-canary");
        work.sees(MEASURED);
        String ofLive = Cpu.of(work, Shop.PIPELINE).since(live);
        String ofCandidate = Cpu.of(work, Shop.PIPELINE + "-canary").since(candidate);
        int records = work.visitors.sent() - sent;
        assertThat(work.pipeline.status("/rollout/sinks/0/equal").asLong()).isPositive();
        return String.format(
                Locale.ROOT,
                "| live job | %,d | %s |%n| %s | %,d | %s |%n",
                records,
                ofLive,
                what,
                records,
                ofCandidate);
    }

    private static String report(String table) {
        return String.format(
                Locale.ROOT,
                """
                # What a candidate takes beside the live job

                Written by `CandidateCostProof`, a part of `mvn verify -Pproof`; not edited by hand.

                The clickstream example, all jobs with parallelism 2 and a checkpoint every 2 s: a candidate beside the live
                job, and then another one. Each was measured once, for %d s, when both jobs had been running for more than
                %d minutes. Ended %s; %d processors, load %.1f, Java %s.

                | | records that came | CPU s of TaskManagers | of JobManagers |
                |---|---:|---:|---:|
                %s""",
                MEASURED.toSeconds(),
                WARM_UP.toMinutes(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.version"),
                table);
    }
}
