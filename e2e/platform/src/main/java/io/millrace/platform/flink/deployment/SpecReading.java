package io.millrace.platform.flink.deployment;

import java.util.List;

/** A spec was understood, or it was not and the sentences say why. */
public sealed interface SpecReading {

    record Understood(FlinkSpec spec) implements SpecReading {}

    record Refused(List<String> sentences) implements SpecReading {

        String message() {
            return String.join("; ", sentences);
        }
    }
}
