package io.millrace.platform.binaries;

import io.millrace.platform.PlatformException;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.SearchPath;
import io.millrace.platform.process.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The machine's Maven, asked to fetch programs that must not be on our own classpath. */
final class Maven {

    private static final Duration AT_MOST = Duration.ofMinutes(15);

    private final SearchPath path;
    private final Path log;

    Maven(SearchPath path, Path log) {
        this.path = path;
        this.log = log;
    }

    void run(Path folder, String goal, List<String> settings) {
        List<String> command = new ArrayList<>(List.of(mvn().toString(), "-B", "-ntp", goal));
        command.addAll(settings);
        // Set by the test runner of a build; that build may have been given a repository of its own.
        Optional.ofNullable(System.getProperty("localRepository"))
                .ifPresent(repository -> command.add("-Dmaven.repo.local=" + repository));
        Tool.run(ChildSpec.of("mvn " + goal, log, command).in(folder), AT_MOST);
    }

    private Path mvn() {
        return path.find("mvn")
                .orElseThrow(() -> new PlatformException("There is no mvn on the PATH. Install Maven 3.8.6 or later."));
    }
}
