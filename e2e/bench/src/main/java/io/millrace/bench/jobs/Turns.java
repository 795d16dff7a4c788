package io.millrace.bench.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A rival's end of the line to the harness: a folder's name comes in, {@link #DONE} or what went wrong goes out. One
 * process takes turn after turn, so that what is measured is a job that has been running, not a JVM that starts.
 */
public final class Turns {

    public static final String DONE = "done";

    private Turns() {}

    /** What a rival does in a turn; returns when all of its output is committed. */
    @FunctionalInterface
    interface Drain {
        void run(Turn turn) throws Exception;
    }

    /** Takes turns until the harness hangs up. */
    static void take(String harnessPort, Drain drain) throws IOException {
        try (Socket harness = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(harnessPort));
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(harness.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(harness.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String folder = in.readLine(); folder != null; folder = in.readLine()) {
                out.println(answer(drain, Path.of(folder)));
            }
        }
    }

    private static String answer(Drain drain, Path folder) {
        try {
            drain.run(Turn.read(folder));
            return DONE;
        } catch (Exception e) {
            StringBuilder why = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                why.append(cause).append("; ");
            }
            return why.toString().replace('\n', ' ');
        }
    }
}
