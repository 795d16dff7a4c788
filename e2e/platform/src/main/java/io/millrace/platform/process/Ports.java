package io.millrace.platform.process;

import io.millrace.platform.PlatformException;
import io.millrace.platform.home.MillraceHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on the loopback address. Between the choice of a port and its use another platform could choose the same,
 * so each port is claimed, by a lock on the byte of that number in one file, until it is given back. They lie below the
 * range from which Linux takes ports for outgoing connections.
 */
public final class Ports implements AutoCloseable {

    private static final int LOWEST = 18_000;
    private static final int HIGHEST = 32_000;

    // Never closed: the system frees all locks of a process on a file when the process closes any descriptor of it.
    private static final Map<Path, FileChannel> CLAIMS = new ConcurrentHashMap<>();

    private final FileChannel claims;
    private final List<FileLock> claimed = new ArrayList<>();

    public Ports(MillraceHome home) {
        this.claims = CLAIMS.computeIfAbsent(home.folder("ports").resolve("claims"), Ports::open);
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new PlatformException("Cannot open " + file, e);
        }
    }

    public synchronized int next() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            Optional<FileLock> claim = claim(port);
            if (claim.isPresent()) {
                claimed.add(claim.get());
                return port;
            }
        }
        throw new PlatformException("Found no free port between " + LOWEST + " and " + HIGHEST);
    }

    private Optional<FileLock> claim(int port) {
        try {
            FileLock claim = claims.tryLock(port, 1, false);
            if (claim != null && !isFree(port)) {
                claim.release();
                return Optional.empty();
            }
            return Optional.ofNullable(claim);
        } catch (OverlappingFileLockException claimedInThisProcess) {
            return Optional.empty();
        } catch (IOException e) {
            throw new PlatformException("Cannot claim port " + port, e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        for (FileLock claim : claimed) {
            try {
                claim.release();
            } catch (IOException e) {
                throw new PlatformException("Cannot give port " + claim.position() + " back", e);
            }
        }
        claimed.clear();
    }
}
