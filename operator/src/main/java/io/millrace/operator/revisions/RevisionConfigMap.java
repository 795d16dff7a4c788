package io.millrace.operator.revisions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.millrace.definition.DefinitionFiles;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.topics.WantedTopic;
import java.util.List;
import java.util.Map;

/**
 * A revision as an immutable ConfigMap: two keys are the files that the job starts from, the third is what the operator
 * has to remember besides.
 */
public final class RevisionConfigMap {

    static final String REVISION = "revision.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            // A method such as isGenerated() is no part of a record.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private RevisionConfigMap() {}

    /** The part that is in neither of the job's files. */
    private record Remembered(
            String name,
            String specHash,
            String cluster,
            FlinkSettings flink,
            List<WantedTopic> topics,
            List<Revision.PinnedSchema> schemas) {}

    public static String name(PipelineId pipeline, RevisionName revision) {
        return pipeline.name() + "-" + revision;
    }

    public static ConfigMap build(PipelineId pipeline, Revision revision) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(pipeline.namespace())
                .withName(name(pipeline, revision.name()))
                .withLabels(Labels.of(pipeline, revision.name()))
                .withOwnerReferences(Owners.reference(pipeline))
                .endMetadata()
                .withImmutable(true)
                .withData(Map.of(
                        DefinitionFiles.DEFINITION,
                        DefinitionFiles.write(revision.definition()),
                        DefinitionFiles.RUN,
                        DefinitionFiles.write(revision.run()),
                        REVISION,
                        remembered(revision)))
                .build();
    }

    /** @throws IllegalArgumentException when the ConfigMap was not made by {@link #build} */
    public static Revision read(ConfigMap configMap) {
        Remembered remembered = remembered(file(configMap, REVISION));
        return new Revision(
                RevisionName.parse(remembered.name()),
                remembered.specHash(),
                remembered.cluster(),
                DefinitionFiles.readDefinition(file(configMap, DefinitionFiles.DEFINITION)),
                DefinitionFiles.readRun(file(configMap, DefinitionFiles.RUN)),
                remembered.flink(),
                remembered.topics(),
                remembered.schemas());
    }

    private static String file(ConfigMap configMap, String key) {
        String text = configMap.getData() == null ? null : configMap.getData().get(key);
        if (text == null) {
            throw new IllegalArgumentException(
                    "ConfigMap " + configMap.getMetadata().getName() + " has no key " + key);
        }
        return text;
    }

    private static String remembered(Revision revision) {
        Remembered remembered = new Remembered(
                revision.name().toString(),
                revision.specHash(),
                revision.cluster(),
                revision.flink(),
                revision.topics(),
                revision.schemas());
        try {
            return JSON.writeValueAsString(remembered) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a revision must always be writable", e);
        }
    }

    private static Remembered remembered(String json) {
        try {
            return JSON.readValue(json, Remembered.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(REVISION + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
