package io.millrace.operator.operations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** {@code <revision>-<yyyymmdd>t<hhmmss>}, in UTC: names that people can tell apart, and that Kubernetes takes. */
final class SavepointNames {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);

    private SavepointNames() {}

    static String of(String revision, Instant at) {
        return revision + "-" + TIME.format(at);
    }
}
