package io.millrace.platform.shared;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The process with which a shared platform ends. Process ids come again, so its start belongs to its identity. */
record Owner(long processId, Instant started) {

    private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";

    /** The Maven build around this JVM; outside of one, this JVM. */
    static Owner ofThisBuild() {
        ProcessHandle self = ProcessHandle.current();
        return of(ancestors(self).filter(Owner::isMaven).findFirst().orElse(self));
    }

    private static Stream<ProcessHandle> ancestors(ProcessHandle self) {
        return Stream.iterate(self.parent(), Optional::isPresent, parent -> parent.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream);
    }

    private static boolean isMaven(ProcessHandle process) {
        return commandLine(process).contains(MAVEN);
    }

    // The JDK cuts command lines that are longer than a page of memory, and classpaths are.
    static String commandLine(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Files.readString(file).replace('\0', ' ');
        } catch (IOException e) {
            // It has ended, or it is somebody else's.
            return "";
        }
    }

    static Owner of(ProcessHandle process) {
        return new Owner(process.pid(), startOf(process));
    }

    static Owner parse(String text) {
        int separator = text.indexOf('-');
        return new Owner(
                Long.parseLong(text.substring(0, separator)),
                Instant.ofEpochMilli(Long.parseLong(text.substring(separator + 1))));
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info()
                .startInstant()
                .orElseThrow(() -> new PlatformException("Cannot read when process " + process.pid() + " started"));
    }

    /** Empty when it has ended. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(processId).filter(found -> startOf(found).equals(started));
    }

    @Override
    public String toString() {
        return processId + "-" + started.toEpochMilli();
    }
}
