package io.millrace.operator.savepoints;

/** How a savepoint that was asked for is getting on. */
public sealed interface SnapshotState {

    record Pending() implements SnapshotState {}

    record Completed(String path) implements SnapshotState {}

    /** It will not come any more. */
    record Failed(String why) implements SnapshotState {}
}
