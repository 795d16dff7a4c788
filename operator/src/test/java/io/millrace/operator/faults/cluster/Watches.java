package io.millrace.operator.faults.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** How the operator hears of what happens. */
enum Watches {
    AS_EVER("as ever"),
    /** What it knows is behind what it has done itself. */
    LATE("every event comes late"),
    /** It has to list anew again and again. */
    EXPIRING("each watch expires after two events");

    static final List<Watches> DISTURBED = List.of(LATE, EXPIRING);

    // Longer than many turns take.
    private static final Duration DELAY = Duration.ofMillis(300);
    private static final int EVENTS = 2;
    private static final String EXPIRED =
            """
            {"type": "ERROR", "object": {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 410,\
             "reason": "Expired", "message": "too old resource version"}}""";

    private final String words;

    Watches(String words) {
        this.words = words;
    }

    /** @param disturbed told each time that something has been made different */
    void pass(InputStream from, OutputStream to, BooleanSupplier over, Runnable disturbed)
            throws IOException, InterruptedException {
        BufferedReader events = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
        int number = 0;
        for (String event = events.readLine(); event != null && !over.getAsBoolean(); event = events.readLine()) {
            if (this == LATE) {
                Thread.sleep(DELAY.toMillis());
                disturbed.run();
            }
            send(event, to);
            if (this == EXPIRING && ++number == EVENTS) {
                send(EXPIRED, to);
                disturbed.run();
                return;
            }
        }
    }

    private static void send(String event, OutputStream to) throws IOException {
        to.write((event + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    @Override
    public String toString() {
        return words;
    }
}
