package io.millrace.operator.faults.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.operator.faults.Flow;
import io.millrace.operator.faults.Flows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the matrix came to, for people and for programs. The whole takes hours, so each flow stands as it was played last,
 * and says with which commit.
 *
 * @param columns the faults in words
 */
record CrashReport(List<String> columns, List<FlowReport> flows) {

    private static final String JSON_FILE = "crash-matrix.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static CrashReport readFrom(Path folder, List<String> columns) throws IOException {
        Path file = folder.resolve(JSON_FILE);
        List<FlowReport> known =
                Files.exists(file) ? JSON.readValue(file.toFile(), new TypeReference<>() {}) : List.of();
        return new CrashReport(columns, known);
    }

    /** In the order of the flows; those that are there no more are left out. */
    CrashReport with(FlowReport played) {
        return new CrashReport(
                columns,
                Flows.ALL.stream()
                        .map(Flow::name)
                        .flatMap(name -> Stream.concat(Stream.of(played), flows.stream())
                                .filter(flow -> flow.flow().equals(name))
                                .limit(1))
                        .toList());
    }

    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("crash-matrix.md"), markdown());
        Files.writeString(folder.resolve(JSON_FILE), JSON.writeValueAsString(flows) + "\n");
    }

    private List<String> differences() {
        return flows.stream().flatMap(flow -> flow.differences().stream()).toList();
    }

    private String row(FlowReport flow) {
        return "| %s | %s | %s | %d | %d | %s |"
                .formatted(
                        flow.flow(),
                        flow.commit(),
                        flow.began(),
                        flow.seconds(),
                        flow.writes().size(),
                        columns.stream()
                                .map(fault -> flow.of(fault)
                                        .map(FlowReport.Cell::words)
                                        .orElse("–"))
                                .collect(Collectors.joining(" | ")));
    }

    private String table() {
        String line = columns.stream().map(fault -> "---:").collect(Collectors.joining("|"));
        return "| flow | commit | began | seconds | crash points | %s |\n|---|---|---|---:|---:|%s|\n%s"
                .formatted(
                        String.join(" | ", columns),
                        line,
                        flows.stream().map(this::row).collect(Collectors.joining("\n")));
    }

    private String markdown() {
        int runs = flows.stream().mapToInt(FlowReport::runs).sum();
        String different = differences().stream()
                .map(difference -> "\n- " + difference)
                .collect(Collectors.joining("", differences().isEmpty() ? "" : "\n", ""));
        return """
                # The crash matrix before a real API server

                Written by `CrashMatrixProof`, a part of `mvn verify -Pproof`; not edited by hand.

                Each write of a flow, to the API server, Kafka or the registry, is a crash point, and each meets the
                faults of the table in turn. A run is as the undisturbed one when it comes to the same end and stays
                there, with the same counts of objects made and removed, and no invariant is broken in any state on the
                way. The table counts such runs. In brackets is in how many of them the fault was not met, because that
                run did without the write: statuses are written as often as something has moved. What is wrong with the
                watches is so from beginning to end, once for each flow. A dash: not played.

                %s

                Played on %s. Of %d runs %d were different.%s
                """
                .formatted(
                        table(),
                        flows.stream().map(FlowReport::machine).distinct().collect(Collectors.joining("; ")),
                        runs,
                        differences().size(),
                        different);
    }
}
