package io.millrace.platform.home;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders that are made once and then only read. An entry appears by one rename, so a reader never sees half of it, and
 * makers of the same entry wait for each other, whichever process they are in.
 */
public final class BinaryCache {

    private final Path folder;

    BinaryCache(Path folder) {
        this.folder = folder;
    }

    /** Fills an empty folder with the entry. */
    @FunctionalInterface
    public interface Maker {
        void makeIn(Path emptyFolder) throws IOException;
    }

    public Path entry(String name, Maker maker) {
        Path entry = folder.resolve(name);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        try {
            return FileMutex.whileHolding(folder.resolve(name + ".lock"), () -> {
                if (!Files.isDirectory(entry)) {
                    make(entry, maker);
                }
                return entry;
            });
        } catch (IOException e) {
            throw new PlatformException("Cannot prepare " + entry + ": " + e.getMessage(), e);
        }
    }

    private static void make(Path entry, Maker maker) throws IOException {
        Path unfinished = entry.resolveSibling(entry.getFileName() + ".unfinished");
        // Only the holder of the lock gets here, so what is there was left by one that was killed.
        FileTree.delete(unfinished);
        Files.createDirectories(unfinished);
        maker.makeIn(unfinished);
        Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The names of the finished entries. */
    public List<String> entries() {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.endsWith(".unfinished"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PlatformException("Cannot list " + folder, e);
        }
    }

    public void remove(String name) {
        try {
            FileMutex.whileHolding(folder.resolve(name + ".lock"), () -> FileTree.delete(folder.resolve(name)));
        } catch (IOException e) {
            throw new PlatformException("Cannot remove " + folder.resolve(name), e);
        }
    }
}
