package io.millrace.platform.flink.snapshot;

/** How far something has come that Flink was asked for and that takes time. */
public sealed interface Attempt {

    /** Nothing is known of it: it was not asked for, or whoever was asked is gone. */
    record Unknown() implements Attempt {}

    record Pending() implements Attempt {}

    /** The runtime was told to let it hang, and has not asked for it. */
    record Hanging(SnapshotRequest request) implements Attempt {}

    /** The path is empty where there is none to tell. */
    record Done(String path) implements Attempt {}

    record Failed(String cause) implements Attempt {}
}
