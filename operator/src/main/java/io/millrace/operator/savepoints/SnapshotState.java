package io.millrace.operator.savepoints;

/** How a savepoint that was asked for is getting on. */
public sealed interface SnapshotState {

    /** @param begun whether Flink was asked for it */
    record Pending(boolean begun) implements SnapshotState {}

    record Completed(String path) implements SnapshotState {}

    /** The job did not run for a moment. It will not come any more, but another one may. */
    record Abandoned() implements SnapshotState {}

    /** Neither it nor another one will come. */
    record Failed(String why) implements SnapshotState {}
}
