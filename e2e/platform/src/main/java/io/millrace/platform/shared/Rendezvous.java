package io.millrace.platform.shared;

import io.millrace.platform.home.FileMutex;
import io.millrace.platform.home.FileTree;
import io.millrace.platform.home.MillraceHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The folder where the processes of one build find the platform that they share. */
final class Rendezvous {

    private final Path folder;

    Rendezvous(MillraceHome home, Owner owner) {
        this.folder = home.folder("shared").resolve(owner.toString());
    }

    <T> T alone(FileMutex.Work<T> work) throws IOException {
        return FileMutex.whileHolding(folder.resolve("start.lock"), work);
    }

    Path log() {
        return folder.resolve("daemon.log");
    }

    Optional<URI> announced() throws IOException {
        Path address = folder.resolve("address");
        return Files.exists(address) ? Optional.of(URI.create(Files.readString(address))) : Optional.empty();
    }

    void announce(URI address) throws IOException {
        Path unfinished = Files.writeString(folder.resolve("address.unfinished"), address.toString());
        Files.move(unfinished, folder.resolve("address"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a daemon that was killed has left. */
    void forget() throws IOException {
        Files.deleteIfExists(folder.resolve("address"));
    }

    void withdraw() throws IOException {
        FileTree.delete(folder);
    }
}
