package io.millrace.operator.topics;

import java.util.UUID;

class InMemoryTopicsTest extends TopicsContract {

    private final InMemoryTopics topics = new InMemoryTopics();

    @Override
    protected Topics topics() {
        return topics;
    }

    @Override
    protected void commit(String group, String topic) {
        topics.commit(group, false);
    }

    @Override
    protected Member join(String group, String topic) {
        topics.commit(group, true);
        return () -> topics.commit(group, false);
    }

    @Override
    protected String freshName() {
        return "topic-" + UUID.randomUUID();
    }
}
