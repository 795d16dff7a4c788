package io.millrace.operator.faults.cluster;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import io.millrace.operator.faults.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the matrix came to, for people and for programs. */
record CrashReport(
        List<ClusterMatrix.Reference> flows,
        List<Outcome> outcomes,
        List<String> faults,
        Instant began,
        Duration took,
        String commit,
        String machine) {

    /** What came of one fault at every write of one flow. */
    private record Cell(String fault, int runs, long asUndisturbed, long faultNotMet) {

        static Cell of(String fault, List<Outcome> outcomes) {
            List<Outcome> its = outcomes.stream()
                    .filter(outcome -> outcome.fault().equals(fault))
                    .toList();
            return new Cell(
                    fault,
                    its.size(),
                    its.stream().filter(Outcome::isGood).count(),
                    its.stream()
                            .filter(outcome -> outcome.isGood() && !outcome.met())
                            .count());
        }

        String words() {
            if (runs == 0) {
                return "–";
            }
            String good = asUndisturbed == runs ? String.valueOf(runs) : "**" + asUndisturbed + " of " + runs + "**";
            return faultNotMet == 0 ? good : good + " (" + faultNotMet + ")";
        }
    }

    /** One flow in the JSON. */
    private record Counts(
            String flow,
            int crashPoints,
            List<Cell> faults,
            Map<String, Integer> created,
            List<String> writes,
            List<String> differences) {}

    private record Summary(
            String began, long seconds, String commit, String machine, int runs, int different, List<Counts> flows) {}

    /** @param faults in words; each is a column */
    static CrashReport begin(List<String> faults, Instant now) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        String machine = "%d cores, %d GiB, %s %s, Java %s"
                .formatted(
                        system.getAvailableProcessors(),
                        Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
                        system.getName(),
                        system.getArch(),
                        System.getProperty("java.version"));
        return new CrashReport(List.of(), List.of(), faults, now, Duration.ZERO, presentCommit(), machine);
    }

    CrashReport with(List<ClusterMatrix.Reference> played, List<Outcome> its, Instant now) {
        return new CrashReport(
                List.copyOf(played), List.copyOf(its), faults, began, Duration.between(began, now), commit, machine);
    }

    private static String presentCommit() throws IOException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12").start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return said.isEmpty() ? "unknown" : said;
    }

    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("crash-matrix.md"), markdown());
        Files.writeString(folder.resolve("crash-matrix.json"), json());
    }

    List<Outcome> different() {
        return outcomes.stream().filter(outcome -> !outcome.isGood()).toList();
    }

    private List<Outcome> of(ClusterMatrix.Reference flow) {
        return outcomes.stream()
                .filter(outcome -> outcome.flow().equals(flow.flow().name()))
                .toList();
    }

    private List<Cell> cells(ClusterMatrix.Reference flow) {
        List<Outcome> its = of(flow);
        return faults.stream().map(fault -> Cell.of(fault, its)).toList();
    }

    private String json() throws IOException {
        Summary summary = new Summary(
                began.truncatedTo(ChronoUnit.SECONDS).toString(),
                took.toSeconds(),
                commit,
                machine,
                outcomes.size(),
                different().size(),
                flows.stream().map(this::counts).toList());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(summary)
                + "\n";
    }

    private Counts counts(ClusterMatrix.Reference flow) {
        return new Counts(
                flow.flow().name(),
                flow.writes().size(),
                cells(flow),
                flow.digest(),
                flow.writes().stream().map(Gate.Point::toString).toList(),
                of(flow).stream()
                        .filter(outcome -> !outcome.isGood())
                        .map(Outcome::toString)
                        .toList());
    }

    private String table() {
        String head = String.join(" | ", faults);
        String line = faults.stream().map(fault -> "---:").collect(Collectors.joining("|"));
        String rows = flows.stream()
                .map(flow -> "| %s | %d | %s |"
                        .formatted(
                                flow.flow().name(),
                                flow.writes().size(),
                                cells(flow).stream().map(Cell::words).collect(Collectors.joining(" | "))))
                .collect(Collectors.joining("\n"));
        return "| flow | crash points | %s |\n|---|---:|%s|\n%s".formatted(head, line, rows);
    }

    private String markdown() {
        String bad = different().stream().map(outcome -> "- " + outcome).collect(Collectors.joining("\n"));
        return """
                # The crash matrix before a real API server

                Written by `CrashMatrixProof`, a part of `mvn verify -Pproof`; not edited by hand.

                - Began %s, took %d minutes and %d seconds
                - Commit %s
                - Machine: %s

                Each write of a flow, to the API server, Kafka or the registry, is a crash point, and each meets the
                faults of the table in turn. A run is as the undisturbed one when it comes to the same end and stays
                there, with the same counts of objects made and removed, and no invariant is broken in any state on the
                way. The table counts such runs. In brackets is in how many of them the fault was not met, because that
                run did without the write: statuses are written as often as something has moved. What is wrong with the
                watches is so from beginning to end, once for each flow. A dash: not played.

                %s

                %s
                """
                .formatted(
                        began.truncatedTo(ChronoUnit.SECONDS),
                        took.toMinutes(),
                        took.toSecondsPart(),
                        commit,
                        machine,
                        table(),
                        bad.isEmpty() ? "Of %d runs none was different.".formatted(outcomes.size()) : bad);
    }
}
