package io.millrace.platform.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells what is going on: a line for each stage that has ended, and, for stages that take longer than two seconds, what
 * is running, for how long, and how long it took the last time. On a terminal that is one line that changes.
 */
final class Progress implements AutoCloseable {

    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int LINES_WITHOUT_TERMINAL_EVERY_SECONDS = 10;

    private final LongSupplier nanos;
    private final PrintStream out;
    private final boolean terminal;
    private final Durations durations;
    private final Map<String, Long> running = new LinkedHashMap<>();
    private final Timer ticker = new Timer("progress", true);
    private int ticks;

    Progress(PrintStream out, boolean terminal, Durations durations, LongSupplier nanos) {
        this.nanos = nanos;
        this.out = out;
        this.terminal = terminal;
        this.durations = durations;
    }

    static Progress start(PrintStream out, boolean terminal, Durations durations) {
        Progress progress = new Progress(out, terminal, durations, System::nanoTime);
        TimerTask tick = new TimerTask() {
            @Override
            public void run() {
                progress.tick();
            }
        };
        progress.ticker.schedule(tick, 1_000, 1_000);
        return progress;
    }

    synchronized void begins(String stage) {
        running.put(stage, nanos.getAsLong());
    }

    synchronized void ends(String stage, boolean well) {
        Duration took = age(Objects.requireNonNull(running.remove(stage), stage));
        clearLine();
        out.printf("  %s %-22s %5.1f s%n", well ? "ok  " : "FAIL", stage, took.toMillis() / 1000.0);
        if (well) {
            durations.remember(stage, took);
        }
    }

    synchronized void say(String text) {
        clearLine();
        out.println(text);
    }

    synchronized void tick() {
        ticks++;
        String slow = running.entrySet().stream()
                .filter(stage -> age(stage.getValue()).compareTo(QUIET) >= 0)
                .map(stage -> describe(stage.getKey(), age(stage.getValue())))
                .collect(Collectors.joining(" | "));
        if (slow.isEmpty()) {
            return;
        }
        if (terminal) {
            out.print("\r\033[K  ...  " + slow);
            out.flush();
        } else if (ticks % LINES_WITHOUT_TERMINAL_EVERY_SECONDS == 0) {
            out.println("  ...  " + slow);
        }
    }

    private String describe(String stage, Duration age) {
        String last = durations
                .last(stage)
                .map(duration -> ", last time " + duration.toSeconds() + " s")
                .orElse(", first time here");
        return stage + " " + age.toSeconds() + " s" + last;
    }

    private void clearLine() {
        if (terminal) {
            out.print("\r\033[K");
        }
    }

    private Duration age(long since) {
        return Duration.ofNanos(nanos.getAsLong() - since);
    }

    @Override
    public void close() {
        ticker.cancel();
    }
}
