package io.millrace.operator.ledger;

import java.util.UUID;

class InMemoryLedgersTest extends LedgersContract {

    private final InMemoryLedgers ledgers = new InMemoryLedgers();

    @Override
    protected Ledgers ledgers() {
        return ledgers;
    }

    @Override
    protected String freshTopic() {
        return "ledger-" + UUID.randomUUID();
    }

    @Override
    protected void write(String topic, byte[] value) {
        ledgers.write(topic, value);
    }
}
