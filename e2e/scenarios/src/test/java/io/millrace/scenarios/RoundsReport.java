package io.millrace.scenarios;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Keeps what the rounds of a proof came to, for people and for programs, after each of them. */
final class RoundsReport implements BeforeTestExecutionCallback, TestWatcher {

    private static final Path FOLDER = Path.of(System.getProperty("proof.reports", "../../docs/proof"));
    private static final Path JSON_FILE = FOLDER.resolve("rounds.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final ExtensionContext.Namespace MINE = ExtensionContext.Namespace.create(RoundsReport.class);

    /**
     * What a scenario came to when it was played last.
     *
     * @param commit of the checkout, with {@code -dirty} where it was changed
     * @param seconds of each round, in their order
     * @param failures the first line of each
     */
    private record Played(String commit, String began, List<Long> seconds, List<String> failures) {

        static Played none(String commit, Instant began) {
            String since = began.truncatedTo(ChronoUnit.SECONDS).toString();
            return new Played(commit, since, List.of(), List.of());
        }

        Played with(Duration time, List<String> failure) {
            List<Long> all = new ArrayList<>(seconds);
            all.add(time.toSeconds());
            List<String> failed = new ArrayList<>(failures);
            failed.addAll(failure);
            return new Played(commit, began, all, failed);
        }

        String row(String scenario) {
            List<Long> sorted = seconds.stream().sorted().toList();
            return "| %s | %s | %s | %d | %d | %d (%d to %d) |"
                    .formatted(
                            scenario,
                            commit,
                            began,
                            seconds.size(),
                            seconds.size() - failures.size(),
                            sorted.get(sorted.size() / 2),
                            sorted.get(0),
                            sorted.get(sorted.size() - 1));
        }
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        context.getStore(MINE).put(Instant.class, Instant.now());
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        keep(context, List.of());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        String words = String.valueOf(cause.getMessage()).strip();
        keep(
                context,
                List.of(context.getDisplayName() + ": "
                        + words.lines().findFirst().orElse("")));
    }

    @SuppressWarnings("try") // the lock is held while its block lasts
    private static void keep(ExtensionContext context, List<String> failure) {
        if (!Rounds.areMany()) {
            return;
        }
        Instant began = context.getStore(MINE).getOrDefault(Instant.class, Instant.class, Instant.now());
        Duration time = Duration.between(began, Instant.now());
        String scenario = context.getRequiredTestClass().getSimpleName() + ": "
                + context.getRequiredTestMethod().getName().replace('_', ' ');
        try {
            Files.createDirectories(FOLDER);
            // Scenarios are played in more than one process.
            try (FileChannel channel =
                            FileChannel.open(JSON_FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                Map<String, Played> all = known();
                Played before = all.get(scenario);
                Played present = before == null || context.getDisplayName().startsWith("[1]")
                        ? Played.none(presentCommit(), began)
                        : before;
                all.put(scenario, present.with(time, failure));
                Files.writeString(JSON_FILE, JSON.writeValueAsString(all) + "\n");
                Files.writeString(FOLDER.resolve("rounds.md"), markdown(all));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Played> known() throws IOException {
        return Files.size(JSON_FILE) > 0
                ? JSON.readValue(JSON_FILE.toFile(), new TypeReference<TreeMap<String, Played>>() {})
                : new TreeMap<>();
    }

    private static String markdown(Map<String, Played> all) {
        return """
                # Scenarios, round after round

                Written by `-Pproof`; not edited by hand. Real Kafka, registry, API server and Flink processes on one machine;
                each round has its number as its seed.

                | scenario | commit | began | rounds | as expected | seconds, median (least to most) |
                |---|---|---|---:|---:|---:|
                %s

                Played on %d cores, %s, Java %s.
                %s"""
                .formatted(
                        all.entrySet().stream()
                                .map(one -> one.getValue().row(one.getKey()))
                                .collect(Collectors.joining("\n")),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        System.getProperty("java.version"),
                        all.entrySet().stream()
                                .flatMap(one -> one.getValue().failures().stream()
                                        .map(failure -> "\n- " + one.getKey() + " " + failure + "\n"))
                                .collect(Collectors.joining()));
    }

    // What is kept here meanwhile does not count.
    private static String presentCommit() throws IOException {
        String head = git("rev-parse", "--short=12", "HEAD");
        boolean isChanged = !git("status", "--porcelain", "-uno", "--", ":/", ":(exclude,top)docs/proof")
                .isEmpty();
        return head.isEmpty() ? "unknown" : head + (isChanged ? "-dirty" : "");
    }

    private static String git(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("git"));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
