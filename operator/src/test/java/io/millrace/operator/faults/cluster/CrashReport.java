package io.millrace.operator.faults.cluster;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.operator.faults.Fault;
import io.millrace.operator.faults.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the matrix came to, for people and for programs. */
record CrashReport(List<Row> rows, List<Fault> faults, Instant began, Duration took, String commit, String machine) {

    /** One flow. */
    record Row(ClusterMatrix.Reference reference, List<Outcome> outcomes) {

        String flow() {
            return reference.flow().name();
        }

        long good() {
            return outcomes.stream()
                    .filter(Outcome::met)
                    .filter(Outcome::isGood)
                    .count();
        }

        long notMet() {
            return outcomes.stream()
                    .filter(outcome -> !outcome.met())
                    .filter(Outcome::isGood)
                    .count();
        }

        List<Outcome> bad() {
            return outcomes.stream().filter(outcome -> !outcome.isGood()).toList();
        }
    }

    /** One line of the JSON. */
    private record Counts(
            String flow,
            int crashPoints,
            int runs,
            long asUndisturbed,
            long faultNotMet,
            int different,
            Map<String, Integer> created,
            List<String> writes,
            List<String> differences) {}

    private record Summary(
            String began, long seconds, String commit, String machine, List<String> faults, List<Counts> flows) {}

    static CrashReport begin(List<Fault> faults, Instant now) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        String machine = "%d cores, %d MiB for the test, %s %s, Java %s"
                .formatted(
                        runtime.availableProcessors(),
                        runtime.maxMemory() >> 20,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"));
        return new CrashReport(List.of(), faults, now, Duration.ZERO, presentCommit(), machine);
    }

    CrashReport with(Row row, Instant now) {
        List<Row> all = Stream.concat(rows.stream(), Stream.of(row)).toList();
        return new CrashReport(all, faults, began, Duration.between(began, now), commit, machine);
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

    private String json() throws IOException {
        Summary summary = new Summary(
                began.truncatedTo(ChronoUnit.SECONDS).toString(),
                took.toSeconds(),
                commit,
                machine,
                faults.stream().map(Fault::toString).toList(),
                rows.stream().map(CrashReport::counts).toList());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(summary)
                + "\n";
    }

    private static Counts counts(Row row) {
        return new Counts(
                row.flow(),
                row.reference().writes().size(),
                row.outcomes().size(),
                row.good(),
                row.notMet(),
                row.bad().size(),
                row.reference().digest(),
                row.reference().writes().stream().map(Gate.Point::toString).toList(),
                row.bad().stream().map(Outcome::toString).toList());
    }

    private String markdown() {
        String table = rows.stream()
                .map(row -> "| %s | %d | %d | %d | %d | %d |"
                        .formatted(
                                row.flow(),
                                row.reference().writes().size(),
                                row.outcomes().size(),
                                row.good(),
                                row.notMet(),
                                row.bad().size()))
                .collect(Collectors.joining("\n"));
        String bad = rows.stream()
                .flatMap(row -> row.bad().stream())
                .map(outcome -> "- " + outcome)
                .collect(Collectors.joining("\n"));
        return """
                # The crash matrix before a real API server

                Written by `mvn verify -Pproof`; not edited by hand.

                - Began %s, took %d minutes and %d seconds
                - Commit %s
                - Machine: %s

                Each write of a flow, to the API server, Kafka or the registry, is a crash point, and each meets these
                faults in turn: %s. A run is as the undisturbed one when it comes to the same end, with the same counts of
                objects made and removed, and no invariant is broken in any state on the way. A fault is not met when
                that run did without the write: statuses are written as often as something has moved.

                | flow | crash points | runs | as undisturbed | fault not met, as undisturbed | different |
                |---|---:|---:|---:|---:|---:|
                %s

                %s
                """
                .formatted(
                        began.truncatedTo(ChronoUnit.SECONDS),
                        took.toMinutes(),
                        took.toSecondsPart(),
                        commit,
                        machine,
                        faults.stream().map(Fault::toString).collect(Collectors.joining(", ")),
                        table,
                        bad.isEmpty() ? "No run was different." : bad);
    }
}
