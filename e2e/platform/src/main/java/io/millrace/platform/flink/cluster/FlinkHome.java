package io.millrace.platform.flink.cluster;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Flink as the module flink-process provides it: its own classes, and a file with the class path of the rest. */
public record FlinkHome(Path folder) {

    /** Flink's serializers reach into these; a JobManager dies in main without them. */
    public static final List<String> OPENED = List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    public String classpath() {
        Path classes = folder.resolve("classes");
        Path rest = folder.resolve("classpath.txt");
        try {
            return classes + ":" + Files.readString(rest).strip();
        } catch (IOException e) {
            throw new PlatformException(
                    "Cannot read " + rest + "; run: mvn -pl e2e/flink-process -am -DskipTests package", e);
        }
    }
}
