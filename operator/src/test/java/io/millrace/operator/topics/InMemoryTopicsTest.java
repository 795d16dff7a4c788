package io.millrace.operator.topics;

import java.util.UUID;

class InMemoryTopicsTest extends TopicsContract {

    private final Topics topics = new InMemoryTopics();

    @Override
    protected Topics topics() {
        return topics;
    }

    @Override
    protected String freshName() {
        return "topic-" + UUID.randomUUID();
    }
}
