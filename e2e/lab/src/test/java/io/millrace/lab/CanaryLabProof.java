package io.millrace.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same many times; how often what was found is kept in {@code docs/proof}. */
class CanaryLabProof {

    private static final Path REPORT =
            Path.of(System.getProperty("proof.reports", "../../docs/proof"), "canary-lab.md");
    private static final int TRIES = Integer.getInteger("proof.tries", 10);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private record Row(Pace pace, Guard guard, List<Harm> tries) {
        @Override
        public String toString() {
            return "| %s | %s | %d | %d | %s | %s |"
                    .formatted(
                            words(pace.name()),
                            words(guard.name()),
                            tries.size(),
                            tries.stream().mapToInt(Harm::failures).sum(),
                            each(Harm::lost),
                            each(Harm::twice));
        }

        private String each(ToLongFunction<Harm> of) {
            return tries.stream()
                    .mapToLong(of)
                    .filter(count -> count > 0)
                    .mapToObj(Long::toString)
                    .collect(Collectors.collectingAndThen(
                            Collectors.toList(),
                            found -> found.isEmpty() ? "–" : found.size() + " tries: " + String.join(", ", found)));
        }

        private static String words(String constant) {
            return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Test
    void a_real_candidate_does_no_harm_however_often() throws Exception {
        // given
        Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Row> rows = new ArrayList<>();

        // when
        try (Broker broker = new Broker()) {
            for (Pace pace : Pace.values()) {
                try (SideBySide lab = new SideBySide(broker, folder.resolve(pace.name()), pace)) {
                    for (Guard guard : Guard.values()) {
                        List<Harm> tries = new ArrayList<>();
                        for (int i = 0; i < TRIES; i++) {
                            tries.add(lab.candidate(guard));
                        }
                        rows.add(new Row(pace, guard, tries));
                    }
                }
            }
        }
        write(began, rows);

        // then
        assertThat(rows).filteredOn(row -> row.guard() == Guard.IN_PLACE).allSatisfy(row -> assertThat(row.tries())
                .containsOnly(Harm.NONE));
        assertThat(rows).filteredOn(row -> row.guard() != Guard.IN_PLACE).allSatisfy(row -> assertThat(row.tries())
                .anyMatch(row.pace()::shows));
    }

    private static void write(Instant began, List<Row> rows) throws IOException {
        Files.writeString(
                REPORT,
                """
                # What a candidate does to the live job's output, with and without its guard

                Written by `CanaryLabProof`, a part of `mvn verify -Pproof`; not edited by hand.
                [What is tried](../canary-lab.md). Began %s, %d processors, Java %s.

                | pace | guard | tries | times the live job failed | records lost | records twice |
                |---|---|---:|---:|---|---|
                %s
                """
                        .formatted(
                                began,
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.version"),
                                rows.stream().map(Row::toString).collect(Collectors.joining("\n"))));
    }
}
