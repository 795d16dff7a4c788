package io.millrace.operator.operations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.stream.Stream;

/** {@code <revision>-<yyyymmdd>t<hhmmss>}, in UTC: names that people can tell apart, and that Kubernetes takes. */
final class SavepointNames {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);

    private SavepointNames() {}

    static String of(String revision, Instant at) {
        return revision + "-" + TIME.format(at);
    }

    /** The first one from then on that is none of these. */
    static String unlike(Set<String> others, String revision, Instant at) {
        return Stream.iterate(at, time -> time.plusSeconds(1))
                .map(time -> of(revision, time))
                .filter(name -> !others.contains(name))
                .findFirst()
                .orElseThrow();
    }
}
