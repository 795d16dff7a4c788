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
    EXPIRING("each watch expires after two events"),
    /** What happened to a FlinkDeployment is heard of before what happened to the pipeline earlier, and the reverse. */
    REORDERED("events of two kinds overtake each other");

    static final List<Watches> DISTURBED = List.of(LATE, EXPIRING, REORDERED);

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

    /**
     * @param kind of objects that are watched
     * @param disturbed told each time that something has been made different
     */
    void pass(String kind, InputStream from, OutputStream to, BooleanSupplier over, Runnable disturbed)
            throws IOException, InterruptedException {
        BufferedReader events = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
        int number = 0;
        for (String event = events.readLine(); event != null && !over.getAsBoolean(); event = events.readLine()) {
            number++;
            if (isHeld(kind, number)) {
                Thread.sleep(DELAY.toMillis());
                disturbed.run();
            }
            send(event, to);
            if (this == EXPIRING && number == EVENTS) {
                send(EXPIRED, to);
                disturbed.run();
                return;
            }
        }
    }

    // An API server keeps the order of one kind's events, and promises nothing about two.
    private boolean isHeld(String kind, int number) {
        boolean isTurn = (number % 2 == 0) == kind.equals(ClusterReader.PIPELINES);
        return this == LATE || (this == REORDERED && isTurn);
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
