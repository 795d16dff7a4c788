package io.millrace.platform.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run as a child: its command, where its output goes, and how long it may take to end when asked to.
 */
public record ChildSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Optional<Path> directory,
        Path log,
        Duration patience) {

    public static ChildSpec of(String name, Path log, List<String> command) {
        return new ChildSpec(name, List.copyOf(command), Map.of(), Optional.empty(), log, Duration.ofSeconds(5));
    }

    public ChildSpec with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new ChildSpec(name, command, Map.copyOf(more), directory, log, patience);
    }

    public ChildSpec in(Path folder) {
        return new ChildSpec(name, command, environment, Optional.of(folder), log, patience);
    }

    public ChildSpec patientFor(Duration longer) {
        return new ChildSpec(name, command, environment, directory, log, longer);
    }

    public Child start() {
        return Child.start(this);
    }
}
