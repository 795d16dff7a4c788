package io.millrace.platform.flink.cluster;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Flink as the module flink-process provides it: its own classes, and a file with the class path of the rest. */
public record FlinkHome(Path folder) {

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
