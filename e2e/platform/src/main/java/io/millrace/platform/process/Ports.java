package io.millrace.platform.process;

import io.millrace.platform.PlatformException;
import io.millrace.platform.home.FileMutex;
import io.millrace.platform.home.MillraceHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on the loopback address. Between the choice of a port and its use another platform could choose the same,
 * so each port is claimed by a lock until it is given back. They lie below the range from which Linux takes ports for
 * outgoing connections.
 */
public final class Ports implements AutoCloseable {

    private static final int LOWEST = 18_000;
    private static final int HIGHEST = 32_000;

    private final Path claims;
    private final List<FileMutex> claimed = new ArrayList<>();

    public Ports(MillraceHome home) {
        this.claims = home.folder("ports");
    }

    public synchronized int next() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            Optional<FileMutex> claim = claim(port);
            if (claim.isPresent()) {
                claimed.add(claim.get());
                return port;
            }
        }
        throw new PlatformException("Found no free port between " + LOWEST + " and " + HIGHEST);
    }

    private Optional<FileMutex> claim(int port) {
        try {
            Optional<FileMutex> claim = FileMutex.tryHold(claims.resolve(Integer.toString(port)));
            if (claim.isPresent() && !isFree(port)) {
                claim.get().close();
                return Optional.empty();
            }
            return claim;
        } catch (IOException e) {
            throw new PlatformException("Cannot claim port " + port + " in " + claims, e);
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
        for (FileMutex claim : claimed) {
            try {
                claim.close();
            } catch (IOException e) {
                throw new PlatformException("Cannot give a port back", e);
            }
        }
        claimed.clear();
    }
}
