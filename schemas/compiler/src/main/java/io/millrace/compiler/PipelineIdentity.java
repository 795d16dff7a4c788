package io.millrace.compiler;

import java.util.Map;

/** Namespace and name of a pipeline, and the names that follow from them. */
public record PipelineIdentity(String namespace, String name) {

    public String deadLetterTopic() {
        return "dlq." + namespace + "." + name;
    }

    /** The topics that a pipeline has besides those that its spec names, and what goes there. */
    public Map<String, String> generatedTopics() {
        return Map.of(deadLetterTopic(), "dead letters", lateTopic(), "late records", ledgerTopic(), "books");
    }

    public String ledgerTopic() {
        return "ledger." + namespace + "." + name;
    }

    public String lateTopic() {
        return "late." + namespace + "." + name;
    }
}
