package io.millrace.platform.home;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where binaries, downloads and the data of runs live: {@code MILLRACE_HOME}, or {@code ~/.cache/millrace}. */
public record MillraceHome(Path root) {

    public static MillraceHome of(Map<String, String> environment) {
        String named = environment.get("MILLRACE_HOME");
        Path root = named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "millrace")
                : Path.of(named);
        return new MillraceHome(root.toAbsolutePath().normalize());
    }

    public BinaryCache binaries() {
        return new BinaryCache(folder("binaries"));
    }

    public Path runs() {
        return folder("runs");
    }

    public Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new PlatformException(
                    "Cannot create " + root.resolve(name) + "; set MILLRACE_HOME to a folder" + " that can be written",
                    e);
        }
    }
}
