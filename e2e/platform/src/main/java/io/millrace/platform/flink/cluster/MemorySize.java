package io.millrace.platform.flink.cluster;

import io.millrace.platform.PlatformException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory as Flink (64m, 1 gb) or Kubernetes (512Mi, 2Gi) writes it. */
record MemorySize(long bytes) {

    private static final Pattern FORM = Pattern.compile("([0-9]+)\\s*([a-z]*)");
    private static final Map<String, Integer> SHIFTS = Map.ofEntries(
            Map.entry("", 0),
            Map.entry("b", 0),
            Map.entry("k", 10),
            Map.entry("kb", 10),
            Map.entry("ki", 10),
            Map.entry("m", 20),
            Map.entry("mb", 20),
            Map.entry("mi", 20),
            Map.entry("g", 30),
            Map.entry("gb", 30),
            Map.entry("gi", 30));

    static MemorySize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        Integer shift = matcher.matches() ? SHIFTS.get(matcher.group(2)) : null;
        if (shift == null) {
            throw new PlatformException(text + " is not an amount of memory, such as 512m or 2Gi");
        }
        return new MemorySize(Long.parseLong(matcher.group(1)) << shift);
    }

    static MemorySize megabytes(long megabytes) {
        return new MemorySize(megabytes << 20);
    }

    MemorySize plus(MemorySize other) {
        return new MemorySize(bytes + other.bytes);
    }

    String forFlink() {
        return bytes + "b";
    }

    String forJava() {
        return Long.toString(bytes);
    }
}
