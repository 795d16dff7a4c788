package io.millrace.definition.state;

import io.millrace.definition.Column;
import io.millrace.definition.StepDefinition.Keyed;
import java.util.List;

/**
 * One state of an operator.
 *
 * @param key the columns that it is kept by, {@code name TYPE}; empty where it is not keyed
 * @param value what is stored
 */
public record StoredState(String name, Kind kind, List<String> key, String value) {

    /** How it is kept. */
    public enum Kind {
        /** One value a key, or a key and window. */
        KEYED,
        TIMERS,
        /** Spread over the subtasks. */
        LIST
    }

    static StoredState list(String name, String value) {
        return new StoredState(name, Kind.LIST, List.of(), value);
    }

    static StoredState keyed(String name, Keyed step, String value) {
        return new StoredState(name, Kind.KEYED, key(step), value);
    }

    static StoredState timers(String name, Keyed step) {
        return new StoredState(name, Kind.TIMERS, key(step), "event times");
    }

    /** Without nullability, which changes nothing about what is stored. A column of another name is another key. */
    static List<String> key(Keyed step) {
        return step.keyColumns().columns().stream()
                .map((Column column) -> column.name() + " " + column.type().name())
                .toList();
    }
}
