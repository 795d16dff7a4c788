package io.millrace.platform.quickstart;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How long each stage took the last time on this machine: one small file each, which the script reads too. */
record Durations(Path folder) {

    Optional<Duration> last(String stage) {
        Path file = file(stage);
        try {
            return Files.exists(file)
                    ? Optional.of(Duration.ofSeconds(
                            Long.parseLong(Files.readString(file).strip())))
                    : Optional.empty();
        } catch (IOException | NumberFormatException unreadable) {
            // Another start is just writing it; it is only a hint.
            return Optional.empty();
        }
    }

    void remember(String stage, Duration took) {
        try {
            Files.writeString(file(stage), took.toSeconds() + "\n");
        } catch (IOException e) {
            throw new PlatformException("Cannot write to " + folder, e);
        }
    }

    private Path file(String stage) {
        return folder.resolve(stage.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    }
}
