package io.millrace.compiler;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refusals are found check by check, and read from the top of the spec to its end. */
final class ReadingOrder {

    static final Comparator<Refusal> OF_REFUSALS = Comparator.comparingInt((Refusal refusal) -> section(refusal.path()))
            .thenComparingInt(refusal -> item(refusal.path()));

    private static final List<String> SECTIONS =
            List.of("flink", "schemas", "topics", "sources", "steps", "sinks", "deadLetter", "rollout");

    private static final Pattern PATH = Pattern.compile("spec\\.(\\w+)(?:\\[(\\d+)])?.*");

    private ReadingOrder() {}

    private static int section(String path) {
        Matcher parts = PATH.matcher(path);
        return parts.matches() ? SECTIONS.indexOf(parts.group(1)) : -1;
    }

    private static int item(String path) {
        Matcher parts = PATH.matcher(path);
        return parts.matches() && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : -1;
    }
}
