package io.millrace.platform.process;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The little shell process between us and a child: it ends the child when we are gone, however we went. */
final class Guard {

    private static final String SCRIPT = script();

    private Guard() {}

    static List<String> command(List<String> child, Path pidFile, Duration patience) {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "guard"));
        command.add(pidFile.toString());
        command.add(Long.toString(patience.toSeconds()));
        command.addAll(child);
        return command;
    }

    private static String script() {
        try (InputStream file = Guard.class.getResourceAsStream("guard.sh")) {
            return new String(Objects.requireNonNull(file, "guard.sh").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PlatformException("Cannot read guard.sh", e);
        }
    }
}
