package io.millrace.platform.home;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one run of the platform writes. The folder is held by a lock for as long as the run lives, so that a later run
 * can tell what was left by one that ended or was killed: it keeps the logs of the last few and nothing else.
 */
public final class RunFolder implements AutoCloseable {

    private static final String LOCK = "run.lock";
    private static final int ENDED_RUNS_KEPT = 5;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path root;
    private final FileMutex held;

    private RunFolder(Path root, FileMutex held) {
        this.root = root;
        this.held = held;
    }

    public static RunFolder create(MillraceHome home, String purpose, Instant now) {
        Path runs = home.runs();
        Path root =
                runs.resolve(NAME.format(now) + "-" + ProcessHandle.current().pid() + "-" + purpose);
        try {
            return FileMutex.whileHolding(runs.resolve("runs.lock"), () -> {
                sweep(runs);
                return create(root);
            });
        } catch (IOException e) {
            throw new PlatformException("Cannot create a folder for this run in " + runs + ": " + e.getMessage(), e);
        }
    }

    private static RunFolder create(Path root) throws IOException {
        Files.createDirectories(root.resolve("data"));
        Files.createDirectories(root.resolve("logs"));
        FileMutex held =
                FileMutex.tryHold(root.resolve(LOCK)).orElseThrow(() -> new IOException("it is in use: " + root));
        return new RunFolder(root, held);
    }

    private static void sweep(Path runs) throws IOException {
        int ended = 0;
        for (Path run : newestFirst(runs)) {
            Optional<FileMutex> free = FileMutex.tryHold(run.resolve(LOCK));
            if (free.isPresent()) {
                ended++;
                FileTree.delete(ended > ENDED_RUNS_KEPT ? run : run.resolve("data"));
                free.get().close();
            }
        }
    }

    private static List<Path> newestFirst(Path runs) throws IOException {
        try (Stream<Path> found = Files.list(runs)) {
            return found.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** The folders of runs that have not ended, the newest first. */
    public static List<Path> living(MillraceHome home) {
        List<Path> living = new ArrayList<>();
        try {
            for (Path run : newestFirst(home.runs())) {
                Optional<FileMutex> free = FileMutex.tryHold(run.resolve(LOCK));
                if (free.isPresent()) {
                    free.get().close();
                } else {
                    living.add(run);
                }
            }
            return living;
        } catch (IOException e) {
            throw new PlatformException("Cannot list " + home.runs(), e);
        }
    }

    public Path root() {
        return root;
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path data(String part) {
        try {
            return Files.createDirectories(root.resolve("data").resolve(part));
        } catch (IOException e) {
            throw new PlatformException("Cannot create a data folder for " + part, e);
        }
    }

    /** Frees the folder; its data goes, its logs stay until a later run sweeps them. */
    @Override
    public void close() {
        try {
            FileTree.delete(root.resolve("data"));
            held.close();
        } catch (IOException e) {
            throw new PlatformException("Cannot remove the data of " + root, e);
        }
    }
}
