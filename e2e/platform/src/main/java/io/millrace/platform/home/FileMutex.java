package io.millrace.platform.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A lock that excludes other processes and other threads of this one; the system frees it when its holder dies. */
public final class FileMutex implements AutoCloseable {

    // A file lock belongs to the whole process, so threads of one process need a lock of their own.
    private static final Map<Path, Semaphore> WITHIN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final FileChannel channel;
    private final Semaphore local;

    private FileMutex(FileChannel channel, Semaphore local) {
        this.channel = channel;
        this.local = local;
    }

    /** What is done under the lock. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /** Waits for the lock, and does the work under it. */
    public static <T> T whileHolding(Path file, Work<T> work) throws IOException {
        FileMutex held = await(file);
        try {
            return work.run();
        } finally {
            held.close();
        }
    }

    private static FileMutex await(Path file) throws IOException {
        Semaphore local = local(file);
        local.acquireUninterruptibly();
        try {
            FileChannel channel = open(file);
            channel.lock();
            return new FileMutex(channel, local);
        } catch (IOException e) {
            local.release();
            throw e;
        }
    }

    /** Empty while somebody else holds it. */
    public static Optional<FileMutex> tryHold(Path file) throws IOException {
        Semaphore local = local(file);
        if (!local.tryAcquire()) {
            return Optional.empty();
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = open(file);
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                local.release();
                if (channel != null) {
                    channel.close();
                }
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new FileMutex(channel, local));
    }

    private static Semaphore local(Path file) {
        return WITHIN_THIS_PROCESS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new Semaphore(1));
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            local.release();
        }
    }
}
