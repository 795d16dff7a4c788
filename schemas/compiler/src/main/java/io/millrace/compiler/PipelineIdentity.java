package io.millrace.compiler;

/** Namespace and name of a pipeline, and the names that follow from them. */
public record PipelineIdentity(String namespace, String name) {

    public String deadLetterTopic() {
        return "dlq." + namespace + "." + name;
    }

    public String lateTopic() {
        return "late." + namespace + "." + name;
    }
}
