package io.millrace.platform.flink;

import io.millrace.platform.PlatformException;
import io.millrace.platform.flink.cluster.FlinkHome;
import io.millrace.platform.flink.cluster.RuntimeSettings;
import io.millrace.platform.flink.cluster.RuntimeSettings.Sizes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The command line: {@code --name value} pairs. */
record RuntimeOptions(Path kubeconfig, int port, RuntimeSettings settings) {

    static final String USAGE =
            """
            --kubeconfig <file>        the runtime's account
            --flink-kubeconfig <file>  the account of the Flink processes; by default the same
            --port <number>            of the REST proxy
            --flink-home <folder>      with classes/ and classpath.txt, as flink-process builds them in target/
            --job-jar <file>           the jar that every jarURI stands for
            --state-dir <folder>
            --log-dir <folder>
            --sizes small|full         by default small""";

    static RuntimeOptions parse(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new PlatformException("Not an option with a value: " + arguments[i] + "\n" + USAGE);
            }
            values.put(arguments[i].substring(2), arguments[i + 1]);
        }
        Path kubeconfig = path(values, "kubeconfig");
        RuntimeSettings settings = new RuntimeSettings(
                new FlinkHome(path(values, "flink-home")),
                path(values, "job-jar"),
                values.containsKey("flink-kubeconfig") ? path(values, "flink-kubeconfig") : kubeconfig,
                path(values, "state-dir"),
                path(values, "log-dir"),
                Sizes.valueOf(values.getOrDefault("sizes", "small").toUpperCase(Locale.ROOT)));
        return new RuntimeOptions(kubeconfig, Integer.parseInt(value(values, "port")), settings);
    }

    private static Path path(Map<String, String> values, String name) {
        return Path.of(value(values, name)).toAbsolutePath().normalize();
    }

    private static String value(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new PlatformException("--" + name + " is missing\n" + USAGE));
    }
}
