package io.millrace.bench;

import io.millrace.bench.jobs.Turns;
import io.millrace.platform.PlatformException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The harness's end of the line to one rival. */
final class TurnSocket implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(10);

    private final ServerSocket server;
    private @Nullable Socket rival;

    TurnSocket() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            server.setSoTimeout((int) LONGEST_START.toMillis());
        } catch (IOException e) {
            throw new PlatformException("Cannot listen for a rival", e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void awaitRival() {
        try {
            rival = server.accept();
            rival.setSoTimeout((int) LONGEST_TURN.toMillis());
        } catch (IOException e) {
            throw new PlatformException("The rival has not called: " + e.getMessage(), e);
        }
    }

    /** Returns when the rival has drained the input and committed its output. */
    void take(Path turnFolder) {
        if (rival == null) {
            throw new IllegalStateException("nobody to take a turn");
        }
        try {
            PrintWriter out = new PrintWriter(rival.getOutputStream(), true, StandardCharsets.UTF_8);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(rival.getInputStream(), StandardCharsets.UTF_8));
            out.println(turnFolder);
            String answer = in.readLine();
            if (!Turns.DONE.equals(answer)) {
                throw new PlatformException(answer == null ? "The rival has ended" : answer);
            }
        } catch (IOException e) {
            throw new PlatformException("The rival does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (rival != null) {
                rival.close();
            }
            server.close();
        } catch (IOException e) {
            throw new PlatformException("Cannot hang up", e);
        }
    }
}
