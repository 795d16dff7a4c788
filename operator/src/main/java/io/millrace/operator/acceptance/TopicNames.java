package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.compiler.PipelineIdentity;
import io.millrace.operator.result.PipelineId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The topics that a spec is about. */
public final class TopicNames {

    private TopicNames() {}

    public static PipelineIdentity identity(PipelineId pipeline) {
        return new PipelineIdentity(pipeline.namespace(), pipeline.name());
    }

    public static List<TopicSpec> listed(PipelineSpec spec) {
        return orEmpty(spec.topics());
    }

    /** Topics that are read or written, and the field that says so. */
    public static Map<String, String> used(PipelineSpec spec) {
        Map<String, String> pathByTopic = new TreeMap<>();
        for (int i = 0; i < spec.sources().size(); i++) {
            pathByTopic.putIfAbsent(spec.sources().get(i).topic(), "spec.sources[" + i + "].topic");
        }
        for (int i = 0; i < spec.sinks().size(); i++) {
            pathByTopic.putIfAbsent(spec.sinks().get(i).topic(), "spec.sinks[" + i + "].topic");
        }
        return pathByTopic;
    }

    /** Everything that has to be looked at. */
    public static Set<String> all(PipelineId pipeline, PipelineSpec spec) {
        Set<String> names = new TreeSet<>(used(spec).keySet());
        listed(spec).forEach(topic -> names.add(topic.name()));
        names.addAll(generated(pipeline));
        return names;
    }

    /** The topics that Millrace names by itself. */
    public static SortedSet<String> generated(PipelineId pipeline) {
        return new TreeSet<>(identity(pipeline).generatedTopics().keySet());
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
