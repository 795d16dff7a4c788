package io.millrace.platform.flink.deployment;

/** Reads a recorded spec again, which was understood when it was recorded. */
final class RecordedSpecs {

    private RecordedSpecs() {}

    static FlinkSpec read(RecordedSpec recorded) {
        return SpecReader.readRecorded(recorded.spec());
    }
}
