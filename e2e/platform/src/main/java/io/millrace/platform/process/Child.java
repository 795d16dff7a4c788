package io.millrace.platform.process;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of ours that ends when it is stopped or when this JVM ends, even by SIGKILL. */
public final class Child {

    private final String name;
    private final Process guard;
    private final Path pidFile;
    private final Path log;
    private final Duration patience;

    private Child(String name, Process guard, Path pidFile, Path log, Duration patience) {
        this.name = name;
        this.guard = guard;
        this.pidFile = pidFile;
        this.log = log;
        this.patience = patience;
    }

    static Child start(ChildSpec spec) {
        Path log = spec.log();
        Path pidFile = log.resolveSibling(log.getFileName().toString().replaceAll("\\.log$", "") + ".pid");
        ProcessBuilder builder = new ProcessBuilder(Guard.command(spec.command(), pidFile, spec.patience()));
        builder.environment().putAll(spec.environment());
        spec.directory().ifPresent(directory -> builder.directory(directory.toFile()));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Files.deleteIfExists(pidFile);
            return new Child(spec.name(), builder.start(), pidFile, log, spec.patience());
        } catch (IOException e) {
            throw new PlatformException("Cannot start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return guard.isAlive();
    }

    /** The process itself, not its guard; empty when it has not come up yet or has ended. */
    public Optional<ProcessHandle> process() {
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            String pid = Files.readString(pidFile).strip();
            return pid.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(pid)).filter(found -> isAlive());
        } catch (IOException e) {
            throw new PlatformException("Cannot read the process id of " + name, e);
        }
    }

    /** Waits for the process to end by itself and returns its exit code; empty when it has not ended in time. */
    public Optional<Integer> awaitExit(Duration atMost) throws InterruptedException {
        return guard.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(guard.exitValue())
                : Optional.empty();
    }

    /** Returns when {@code ready} holds; fails with the end of the log when the process ends or takes too long. */
    public void awaitReady(Duration atMost, Readiness ready) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<String> missing = ready.missing();
            if (missing.isEmpty()) {
                return;
            }
            if (!isAlive()) {
                throw failure("ended with exit code " + guard.exitValue() + " before it was ready");
            }
            if (System.nanoTime() > deadline) {
                stop();
                throw failure("was not ready after " + atMost.toSeconds() + " s: " + missing.get());
            }
            pause();
        }
    }

    private PlatformException failure(String what) {
        return new PlatformException(
                name + " " + what + ". The end of " + log + ":\n" + String.join("\n", LogTail.of(log, 25)));
    }

    private void pause() {
        try {
            // Ends early when the process does.
            guard.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            throw new PlatformException("Interrupted while waiting for " + name, e);
        }
    }

    /** SIGKILL, as a crash would end it. */
    public void kill() {
        process().ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    /** Asks the process to end, and ends it when it does not; returns when it is gone. */
    public void stop() {
        try {
            guard.getOutputStream().close();
        } catch (IOException e) {
            // The pipe was broken already: the guard is ending.
        }
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!guard.waitFor(patience.toMillis() + 5_000, TimeUnit.MILLISECONDS)) {
                throw new PlatformException(name + " did not end; its process id is in " + pidFile);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
