package io.millrace.operator.faults;

import java.util.List;
import java.util.stream.Stream;

/** The end of two flows that differ in how they came there: ordinals, savepoints and generations may differ. */
final class WhatMatters {

    private WhatMatters() {}

    static List<String> difference(List<String> expected, List<String> actual) {
        List<String> wanted = essence(expected);
        List<String> got = essence(actual);
        return Stream.concat(
                        wanted.stream().filter(line -> !got.contains(line)).map(line -> "the end lacks: " + line),
                        got.stream().filter(line -> !wanted.contains(line)).map(line -> "the end has: " + line))
                .toList();
    }

    private static List<String> essence(List<String> ending) {
        return ending.stream()
                .filter(line -> !line.startsWith("revision "))
                .filter(line -> !line.startsWith("status.savepoints"))
                .filter(line -> !line.startsWith("status.revision.") || line.startsWith("status.revision.current"))
                .filter(line -> !line.contains("eneration"))
                .map(line -> line.replaceAll("\\d+-([0-9a-f]{8})", "<n>-$1")
                        .replaceAll("job-\\d+|deployment-\\d+", "<id>")
                        .replaceAll("snapshot-\\d+", "<snapshot>")
                        .replaceAll(" from (nothing|file:.*)$", ""))
                .toList();
    }
}
