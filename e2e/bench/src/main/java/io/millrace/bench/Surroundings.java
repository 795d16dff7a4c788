package io.millrace.bench;

import io.millrace.platform.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Where and when it was measured: numbers without that mean nothing. */
record Surroundings(String command, String commit, String machine, Instant when) {

    static Surroundings of(Checkout checkout, List<String> arguments, Instant now) {
        return new Surroundings(
                ("./bench " + String.join(" ", arguments)).strip(),
                commitOf(checkout),
                thisMachine(),
                now.truncatedTo(ChronoUnit.SECONDS));
    }

    String lines() {
        return """
                - Command: `%s`, at %s, commit %s
                - Machine: %s; broker, registry and harness share it
                """
                .formatted(command, when, commit, machine);
    }

    private static String commitOf(Checkout checkout) {
        String head = output(checkout.root(), "git", "rev-parse", "--short", "HEAD");
        String changed = output(checkout.root(), "git", "status", "--porcelain");
        return head.isEmpty() ? "unknown" : head + (changed.isEmpty() ? "" : " with changes");
    }

    private static String thisMachine() {
        Runtime jvm = Runtime.getRuntime();
        return jvm.availableProcessors() + " × " + processor() + ", " + memory() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.version") + "; load when it began " + load();
    }

    private static String processor() {
        return line(Path.of("/proc/cpuinfo"), "model name");
    }

    private static String memory() {
        String kibibytes = line(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "");
        return kibibytes.isEmpty() ? "unknown memory" : Long.parseLong(kibibytes) / (1024 * 1024) + " GiB";
    }

    private static String load() {
        return read(Path.of("/proc/loadavg")).replaceAll(" .*", "").strip();
    }

    private static String line(Path file, String key) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.replaceFirst("[^:]*:", "").strip())
                .findFirst()
                .orElse("unknown " + key);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static String output(Path folder, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).directory(folder.toFile()).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
