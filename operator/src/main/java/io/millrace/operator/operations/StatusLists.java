package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.SchemaStatus;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.topics.WantedTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lists of schemas and topics in the status. */
public final class StatusLists {

    private StatusLists() {}

    static List<SchemaStatus> schemas(List<Revision.PinnedSchema> pinned) {
        return pinned.stream()
                .map(schema -> new SchemaStatus(schema.subject(), schema.version(), schema.id(), schema.owned()))
                .toList();
    }

    /** The topics of a revision, with the ids that are known. */
    static List<TopicStatus> ownedBy(Revision revision, List<TopicStatus> known) {
        Map<String, TopicStatus> byName = byName(known);
        List<TopicStatus> owned = new ArrayList<>();
        for (WantedTopic topic : revision.topics()) {
            TopicStatus before = byName.get(topic.name());
            owned.add(new TopicStatus(
                    topic.name(), topic.partitions(), before == null ? null : before.topicId(), null, null));
        }
        return owned;
    }

    private static Map<String, TopicStatus> byName(List<TopicStatus> topics) {
        Map<String, TopicStatus> byName = new LinkedHashMap<>();
        topics.forEach(topic -> byName.put(topic.name(), topic));
        return byName;
    }
}
