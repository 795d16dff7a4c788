package io.millrace.operator.canary;

import java.util.UUID;

class InMemoryDifferencesTest extends DifferencesContract {

    private final InMemoryDifferences differences = new InMemoryDifferences();

    @Override
    protected Differences differences() {
        return differences;
    }

    @Override
    protected String freshTopic() {
        return "differences-" + UUID.randomUUID();
    }

    @Override
    protected void write(String topic, byte[] value) {
        differences.write(topic, value);
    }
}
