package io.millrace.operator.revisions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.topics.WantedTopic;
import java.util.List;
import java.util.Map;

/**
 * A revision as Kubernetes keeps it, both objects immutable and of one name: the ControllerRevision is what the operator
 * remembers, the ConfigMap holds the two files that the job mounts.
 */
public final class StoredRevision {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            // A method such as isGenerated() is no part of a record.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private StoredRevision() {}

    /** The files of the job, and what is in neither of them. */
    private record Content(
            String name,
            String specHash,
            String cluster,
            FlinkSettings flink,
            List<WantedTopic> topics,
            List<Revision.PinnedSchema> schemas,
            JsonNode definition,
            JsonNode run) {}

    public static String name(PipelineId pipeline, RevisionName revision) {
        return pipeline.deployment() + "-" + revision;
    }

    public static ControllerRevision controllerRevision(PipelineId pipeline, Revision revision) {
        return new ControllerRevisionBuilder()
                .withMetadata(metadata(pipeline, revision))
                .withRevision((long) revision.name().ordinal())
                .withData(content(revision))
                .build();
    }

    public static ConfigMap configMap(PipelineId pipeline, Revision revision) {
        return new ConfigMapBuilder()
                .withMetadata(metadata(pipeline, revision))
                .withImmutable(true)
                .withData(Map.of(
                        DefinitionFiles.DEFINITION,
                        DefinitionFiles.write(revision.definition()),
                        DefinitionFiles.RUN,
                        DefinitionFiles.write(revision.run())))
                .build();
    }

    private static ObjectMeta metadata(PipelineId pipeline, Revision revision) {
        return new ObjectMetaBuilder()
                .withNamespace(pipeline.namespace())
                .withName(name(pipeline, revision.name()))
                .withLabels(Labels.of(pipeline, revision.name()))
                .withOwnerReferences(Owners.reference(pipeline))
                .build();
    }

    /** @throws IllegalArgumentException when it was not made by {@link #controllerRevision} */
    public static Revision read(ControllerRevision stored) {
        try {
            Content content = JSON.treeToValue(JSON.valueToTree(stored.getData()), Content.class);
            PipelineDefinition definition =
                    DefinitionFiles.readDefinition(content.definition().toString());
            RunSettings run = DefinitionFiles.readRun(content.run().toString());
            return new Revision(
                    RevisionName.parse(content.name()),
                    content.specHash(),
                    content.cluster(),
                    definition,
                    run,
                    content.flink(),
                    content.topics(),
                    content.schemas());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "ControllerRevision " + stored.getMetadata().getName() + " cannot be read: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private static JsonNode content(Revision revision) {
        try {
            return JSON.valueToTree(new Content(
                    revision.name().toString(),
                    revision.specHash(),
                    revision.cluster(),
                    revision.flink(),
                    revision.topics(),
                    revision.schemas(),
                    JSON.readTree(DefinitionFiles.write(revision.definition())),
                    JSON.readTree(DefinitionFiles.write(revision.run()))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a revision must always be writable", e);
        }
    }
}
