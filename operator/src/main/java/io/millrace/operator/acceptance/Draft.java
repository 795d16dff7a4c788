package io.millrace.operator.acceptance;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.subjects.SubjectChange;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.WantedTopic;
import java.util.List;

/**
 * An accepted spec on its way to a revision: its content, and what has to be done outside before it can run. Only when
 * nothing is left of {@code subjectChanges} are the ids in {@code definition} the registry's.
 *
 * @param hash the content's eight digits
 * @param dropsState whether the state of some step is given up, as the spec allows
 */
public record Draft(
        String hash,
        String specHash,
        String cluster,
        PipelineDefinition definition,
        RunSettings run,
        FlinkSettings flink,
        List<WantedTopic> topics,
        List<Revision.PinnedSchema> schemas,
        List<SubjectChange> subjectChanges,
        List<TopicChange> topicChanges,
        boolean dropsState) {

    public Draft {
        topics = List.copyOf(topics);
        schemas = List.copyOf(schemas);
        subjectChanges = List.copyOf(subjectChanges);
        topicChanges = List.copyOf(topicChanges);
    }

    public Revision revision(RevisionName name) {
        RunSettings named = run.named(name.toString());
        return new Revision(name, specHash, cluster, definition, named, flink, topics, schemas);
    }
}
