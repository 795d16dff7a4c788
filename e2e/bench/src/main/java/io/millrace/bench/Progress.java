package io.millrace.bench;

import io.millrace.bench.Workload.Contestant;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Tells what happens while it happens. */
record Progress(PrintStream out) {

    void say(String text) {
        out.println(text);
    }

    void turn(Workload workload, Contestant contestant, boolean counts, Measurement measured) {
        out.printf(
                Locale.ROOT,
                "  %-28s %-26s %6.2f CPU s per million, %,9.0f records/s%s%n",
                workload.title(),
                contestant.name(),
                measured.cpu(),
                measured.recordsPerSecond(),
                counts ? "" : "   (warm-up)");
    }

    void profile(Workload workload, Contestant contestant, Path recording, HotMethods methods) {
        out.printf(
                "%nWhere the TaskManager's time went, %s, %s (%s):%n%s%n",
                workload.title(), contestant.name(), recording, methods.text());
    }
}
