package io.millrace.platform.flink.cluster;

import io.millrace.platform.PlatformException;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.home.FileTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where one deployment keeps what is not in the API server. */
record DeploymentFolder(Path root) {

    static DeploymentFolder of(RuntimeSettings settings, DeploymentKey key) {
        return new DeploymentFolder(
                settings.stateFolder().resolve(key.namespace()).resolve(key.name()));
    }

    /** One configuration folder per process: they differ in a few keys. */
    Path configuration(String process) {
        return create(root.resolve("conf").resolve(process));
    }

    /** Working files of a process, emptied for each new one. */
    Path scratch(String process) {
        Path scratch = root.resolve("scratch").resolve(process);
        delete(scratch);
        return create(scratch);
    }

    Path volume(String name) {
        return create(root.resolve("volumes").resolve(name));
    }

    /** Flink's notes of the jobs that are over; Flink makes the folder with the first one. */
    Path jobResults() {
        return root.resolve("job-results");
    }

    /** Our notes of the stops that were asked for. */
    Path stops() {
        return create(root.resolve("stops"));
    }

    URI defaultHighAvailabilityStorage() {
        return create(root.resolve("ha")).toUri();
    }

    /** What the next cluster must not find. */
    void clear(Optional<Path> highAvailabilityStorage) {
        delete(root.resolve("volumes"));
        delete(root.resolve("job-results"));
        delete(root.resolve("stops"));
        highAvailabilityStorage.ifPresent(DeploymentFolder::delete);
    }

    void delete() {
        delete(root);
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new PlatformException("Cannot create " + folder, e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new PlatformException("Cannot delete " + folder, e);
        }
    }
}
