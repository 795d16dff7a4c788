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
import java.util.Map;

/**
 * An accepted spec on its way to a revision: its content, and what has to be done outside before it can run. Only when
 * nothing is left of {@code subjectChanges} are the ids in {@code definition} the registry's.
 *
 * @param hash the content's eight digits
 * @param topicIds Kafka's ids of those of its topics that are there
 * @param leavesStateBehind whether the job may be started without some of the state it takes over
 * @param notes what becomes of state, a sentence each
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
        Map<String, String> topicIds,
        boolean leavesStateBehind,
        List<String> notes) {

    public Draft {
        topics = List.copyOf(topics);
        schemas = List.copyOf(schemas);
        subjectChanges = List.copyOf(subjectChanges);
        topicChanges = List.copyOf(topicChanges);
        topicIds = Map.copyOf(topicIds);
        notes = List.copyOf(notes);
    }

    public Revision revision(RevisionName name) {
        RunSettings named = run.named(name.toString());
        return new Revision(name, specHash, cluster, definition, named, flink, topics, schemas);
    }
}
