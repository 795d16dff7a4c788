package io.millrace.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The table, as Markdown. */
record Report(
        BenchOptions options,
        Input input,
        Surroundings surroundings,
        Map<Workload, Map<String, List<Measurement>>> results) {

    String markdown() {
        return surroundings.lines() + settings() + "\n" + table() + "\n" + ratios();
    }

    private String settings() {
        return String.format(
                Locale.ROOT,
                """
                - Input: %,d records of %.0f bytes on average in %d partitions, read to the end; parallelism %d
                - Runs: turn about, %d that count after %d that warm up; median (lowest to highest)
                - Count and checksum of the output were right in every run
                """,
                input.records(),
                (double) input.bytes() / input.records(),
                Topics.PARTITIONS,
                FlinkConfiguration.SLOTS,
                options.repetitions(),
                options.warmUps());
    }

    private String table() {
        StringBuilder table = new StringBuilder(
                """
                | work | done by | CPU s per million records | of which TaskManager | JobManager | records/s |
                |---|---|---|---|---|---|
                """);
        results.forEach((workload, rivals) -> rivals.forEach((name, measured) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f | %s |%n",
                workload.title(),
                name,
                spread(measured, Measurement::cpu).text("%.2f"),
                spread(measured, each -> each.cpu(Rival.WORKER)).median(),
                spread(measured, each -> each.cpu(Rival.COORDINATOR)).median(),
                spread(measured, Measurement::recordsPerSecond).text("%,.0f")))));
        return table.toString();
    }

    // Of the two in the same repetition: what disturbs one mostly disturbs the other.
    private String ratios() {
        return results.entrySet().stream()
                .filter(each -> each.getValue().size() == 2)
                .map(each -> {
                    List<List<Measurement>> rivals = List.copyOf(each.getValue().values());
                    String first = each.getKey().contestants().get(0).name();
                    Spread ratio = Spread.ofRatios(rivals.get(0), rivals.get(1), Measurement::cpu);
                    return String.format(
                            "- %s: %s (CPU per record, %s by ours; 1 is as good)%n",
                            each.getKey().title(), ratio.text("%.2f"), first);
                })
                .collect(Collectors.joining());
    }

    private static Spread spread(List<Measurement> measured, ToDoubleFunction<Measurement> number) {
        return Spread.of(
                measured.stream().map(each -> number.applyAsDouble(each)).toList());
    }
}
