package io.millrace.platform.flink.deployment;

/** Reads a recorded spec again, which was understood when it was recorded. */
final class RecordedSpecs {

    private RecordedSpecs() {}

    static FlinkSpec read(RecordedSpec recorded) {
        RecordedSpec comparable = recorded.withUpgradeMode("savepoint");
        SpecReading reading = SpecReader.read(comparable.spec());
        if (reading instanceof SpecReading.Understood understood) {
            return understood.spec();
        }
        throw new IllegalStateException("The recorded spec is not understood any more: " + reading);
    }
}
