package io.millrace.operator.faults.cluster;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.operator.faults.Outcome;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one flow came to, and with which program.
 *
 * @param commit of the checkout, with {@code -dirty} where it was changed
 * @param began an instant
 * @param created how often the undisturbed run made or removed what
 * @param writes of the undisturbed run, each of which is a crash point
 * @param differences from it, a sentence each
 */
record FlowReport(
        String flow,
        String commit,
        String machine,
        String began,
        long seconds,
        List<Cell> faults,
        Map<String, Integer> created,
        List<String> writes,
        List<String> differences) {

    /**
     * What came of one fault at every write.
     *
     * @param faultNotMet of those that are as the undisturbed run: how many did without the write
     */
    record Cell(String fault, int runs, int asUndisturbed, int faultNotMet) {

        private static Cell of(String fault, List<Outcome> outcomes) {
            List<Outcome> its = outcomes.stream()
                    .filter(outcome -> outcome.fault().equals(fault))
                    .toList();
            List<Outcome> good = its.stream().filter(Outcome::isGood).toList();
            return new Cell(fault, its.size(), good.size(), (int)
                    good.stream().filter(outcome -> !outcome.met()).count());
        }

        String words() {
            String good = asUndisturbed == runs ? String.valueOf(runs) : "**" + asUndisturbed + " of " + runs + "**";
            return faultNotMet == 0 ? good : good + " (" + faultNotMet + ")";
        }
    }

    static FlowReport of(
            ClusterMatrix.Reference flow, List<Outcome> outcomes, String commit, Instant began, Instant now) {
        return new FlowReport(
                flow.flow().name(),
                commit,
                thisMachine(),
                began.truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.between(began, now).toSeconds(),
                outcomes.stream()
                        .map(Outcome::fault)
                        .distinct()
                        .map(fault -> Cell.of(fault, outcomes))
                        .toList(),
                flow.digest(),
                flow.writes().stream().map(Gate.Point::toString).toList(),
                outcomes.stream()
                        .filter(outcome -> !outcome.isGood())
                        .map(Outcome::toString)
                        .toList());
    }

    Optional<Cell> of(String fault) {
        return faults.stream().filter(cell -> cell.fault().equals(fault)).findFirst();
    }

    int runs() {
        return faults.stream().mapToInt(Cell::runs).sum();
    }

    private static String thisMachine() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return "%d cores, %d GiB, %s %s, Java %s"
                .formatted(
                        system.getAvailableProcessors(),
                        Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
                        system.getName(),
                        system.getArch(),
                        System.getProperty("java.version"));
    }
}
