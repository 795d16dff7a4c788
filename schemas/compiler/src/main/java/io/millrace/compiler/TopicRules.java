package io.millrace.compiler;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.SinkSpec;
import io.millrace.api.v1alpha1.SourceSpec;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.compiler.Place.At;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What topics must not be: two things at once. */
final class TopicRules {

    private final PipelineIdentity identity;

    TopicRules(PipelineIdentity identity) {
        this.identity = identity;
    }

    void check(PipelineSpec spec, Place place) {
        Set<String> compacted = new HashSet<>();
        Place.distinct(place.field("topics").each(spec.topics()), TopicSpec::name, "name");
        for (At<TopicSpec> topic : place.field("topics").each(spec.topics())) {
            checkOwned(topic);
            if (isCompacted(topic.value())) {
                compacted.add(topic.value().name());
            }
        }
        Map<String, String> readBy = new HashMap<>();
        for (At<SourceSpec> source : place.field("sources").each(spec.sources())) {
            refuseOwn(source.value().topic(), source.place().field("topic"));
            readBy.put(source.value().topic(), source.value().name());
        }
        for (At<SinkSpec> sink : place.field("sinks").each(spec.sinks())) {
            checkWritten(sink, readBy, compacted);
        }
    }

    private void checkOwned(At<TopicSpec> topic) {
        SpecText.topic(topic.value().name(), topic.place().field("name"));
        refuseOwn(topic.value().name(), topic.place().field("name"));
        if (topic.value().partitions() != null && topic.value().partitions() < 1) {
            topic.place().field("partitions").refuse("must be at least 1");
        }
        if (topic.value().replicas() != null && topic.value().replicas() < 1) {
            topic.place().field("replicas").refuse("must be at least 1");
        }
    }

    private static boolean isCompacted(TopicSpec topic) {
        String policy = topic.config() == null ? null : topic.config().get("cleanup.policy");
        return policy != null && policy.contains("compact");
    }

    private void refuseOwn(String topic, Place place) {
        String use = topic == null ? null : identity.generatedTopics().get(topic);
        if (use != null) {
            place.refuse("'" + topic + "' is the topic that this pipeline's own " + use + " go to; use another one");
        }
    }

    private void checkWritten(At<SinkSpec> sink, Map<String, String> readBy, Set<String> compacted) {
        String topic = sink.value().topic();
        Place place = sink.place();
        refuseOwn(topic, place.field("topic"));
        if (topic != null && (topic.startsWith("__") || topic.equals("_schemas"))) {
            place.field("topic").refuse("'" + topic + "' is kept by Kafka or the registry for itself; use another one");
        }
        if (topic != null && readBy.containsKey(topic)) {
            place.field("topic")
                    .refuse("'" + topic + "' is also read, by source '" + readBy.get(topic)
                            + "': the pipeline would read its own output for ever");
        }
        if (compacted.contains(topic) && sink.value().key() == null) {
            place.field("topic")
                    .refuse("'" + topic + "' is compacted, and a compacted topic takes no records without a"
                            + " key; give this sink a key");
        }
    }
}
