package io.millrace.platform.flink.deployment;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a spec wants Flink to store what a fail-over needs. Processes get it in any case, as there is no other way to
 * bring a job back; but the operator trusts it only where the spec asks for it.
 */
final class HighAvailability {

    private HighAvailability() {}

    static boolean isOn(Map<String, String> configuration) {
        return Stream.of("high-availability.type", "high-availability")
                .flatMap(key -> Optional.ofNullable(configuration.get(key)).stream())
                .findFirst()
                .filter(type -> !type.equalsIgnoreCase("none"))
                .isPresent();
    }
}
