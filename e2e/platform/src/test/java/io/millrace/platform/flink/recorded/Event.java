package io.millrace.platform.flink.recorded;

/** One line of a recording, or of a play: something was done, or a resource showed something new. */
sealed interface Event {

    record Did(String what) implements Event {}

    record Shown(String resource, State state) implements Event {}
}
