package io.millrace.operator.savepoints;

/**
 * A ConfigMap next to a pipeline that may describe a savepoint of another one. What it describes is not this pipeline's:
 * it starts from it, and neither keeps it nor removes it.
 */
public sealed interface Borrowed {

    record Described(SavepointRecord record) implements Borrowed {}

    /** @param why a sentence about the ConfigMap */
    record Unreadable(String why) implements Borrowed {}

    static Borrowed read(String text) {
        try {
            return new Described(SavepointFile.read(text));
        } catch (IllegalArgumentException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Anybody can have written it.
            return new Unreadable("it describes no savepoint");
        }
    }
}
