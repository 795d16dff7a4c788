package io.millrace.operator.revisions;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.state.StatefulJob;
import io.millrace.operator.topics.WantedTopic;
import java.util.List;

/**
 * Everything that changes what runs, frozen: an operation works on it whatever happens to the spec meanwhile.
 *
 * @param specHash of the spec that it was made from
 * @param cluster the connection's name
 */
public record Revision(
        RevisionName name,
        String specHash,
        String cluster,
        PipelineDefinition definition,
        RunSettings run,
        FlinkSettings flink,
        List<WantedTopic> topics,
        List<PinnedSchema> schemas) {

    public Revision {
        topics = List.copyOf(topics);
        schemas = List.copyOf(schemas);
    }

    /** What decides which state its job can read. */
    public StatefulJob job() {
        return new StatefulJob(
                definition,
                flink.parallelism(),
                flink.maxParallelism(),
                flink.stateBackend().name(),
                run.shortUid());
    }

    /** Whether all that its sinks write may be written twice: what is later under a key takes the place of what was. */
    public boolean canBeWrittenAgain() {
        return definition.sinks().stream()
                .allMatch(sink ->
                        sink.key() != null && run.sinkTopic(sink.topic()).compacted());
    }

    /** A schema in use, with the version that was fixed. */
    public record PinnedSchema(String subject, int version, int id, boolean owned) {}
}
