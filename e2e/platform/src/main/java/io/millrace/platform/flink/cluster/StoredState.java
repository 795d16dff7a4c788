package io.millrace.platform.flink.cluster;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Savepoints and checkpoints in a local folder. */
final class StoredState {

    private static final String METADATA = "_metadata";

    private StoredState() {}

    /** What lies elsewhere than in a local folder cannot be looked for. */
    static boolean mayExist(String state) {
        URI uri = URI.create(state);
        return !"file".equals(uri.getScheme()) || Files.exists(Path.of(uri.getPath(), METADATA));
    }

    /** Of the complete ones, whose metadata is written last. By time: numbers begin again when a job id is used again. */
    static Optional<String> newestIn(String folder, String prefix) {
        Path all = Path.of(URI.create(folder).getPath());
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(all)) {
            return found.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .filter(path -> Files.exists(path.resolve(METADATA)))
                    .max(Comparator.comparing(StoredState::written))
                    .map(newest -> "file:" + newest);
        } catch (IOException e) {
            throw new PlatformException("Cannot look for " + prefix + "* in " + folder, e);
        }
    }

    private static FileTime written(Path state) {
        try {
            return Files.getLastModifiedTime(state.resolve(METADATA));
        } catch (IOException e) {
            throw new PlatformException("Cannot read when " + state + " was written", e);
        }
    }
}
