package io.millrace.platform.flink.recorded;

import com.fasterxml.jackson.databind.JsonNode;

/** One line of a recording, or of a play: something was done, or a resource showed something new. */
sealed interface Event {

    record Did(String what) implements Event {}

    record Shown(String resource, State state) implements Event {

        static Shown of(String kind, String name, long generation, boolean deleting, JsonNode status) {
            // The name of an upgrade's snapshot ends with the time.
            return new Shown(
                    name.replaceAll("-[0-9]{13}$", ""),
                    kind.equals("FlinkStateSnapshot")
                            ? State.ofSnapshot(status)
                            : State.ofDeployment(status, generation, deleting));
        }
    }
}
