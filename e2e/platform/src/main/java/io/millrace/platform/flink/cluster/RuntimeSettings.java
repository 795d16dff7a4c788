package io.millrace.platform.flink.cluster;

import java.nio.file.Path;

/** What all clusters of one runtime have in common. */
public record RuntimeSettings(
        FlinkHome flink, Path jobJar, Path kubeconfig, Path stateFolder, Path logFolder, Sizes sizes) {

    public RuntimeSettings withJobJar(Path jar) {
        return new RuntimeSettings(flink, jar, kubeconfig, stateFolder, logFolder, sizes);
    }

    /** How big and how optimised the processes are. */
    public enum Sizes {
        /** The least that runs, started as fast as can be; what the resource says of memory is not followed. */
        SMALL,
        /** As the resource says, with the JVM's full compiler: for measurements. */
        FULL
    }
}
