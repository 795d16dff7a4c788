package io.millrace.operator.savepoints.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.Owners;
import io.millrace.operator.savepoints.SavepointRecord;
import io.millrace.operator.savepoints.SavepointRecords;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One immutable ConfigMap for each savepoint, {@code <pipeline>-savepoint-<name>}, with a key {@code savepoint.json}. */
public final class ConfigMapRecords implements SavepointRecords {

    private static final String SAVEPOINT = "millrace.io/savepoint";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final KubernetesClient client;

    public ConfigMapRecords(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Set<String> names(PipelineId pipeline) {
        return client
                .configMaps()
                .inNamespace(pipeline.namespace())
                .withLabel(Labels.PIPELINE_UID, pipeline.uid())
                .withLabel(SAVEPOINT)
                .list()
                .getItems()
                .stream()
                .map(configMap -> configMap.getMetadata().getLabels().get(SAVEPOINT))
                .collect(Collectors.toSet());
    }

    @Override
    public void keep(PipelineId pipeline, SavepointRecord kept) {
        ConfigMap configMap = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(pipeline.namespace())
                .withName(object(pipeline, kept.name()))
                .withLabels(Map.of(
                        Labels.MANAGED_BY,
                        Labels.MANAGER,
                        Labels.PIPELINE,
                        pipeline.name(),
                        Labels.PIPELINE_UID,
                        pipeline.uid(),
                        SAVEPOINT,
                        kept.name()))
                .withOwnerReferences(Owners.reference(pipeline))
                .endMetadata()
                .withImmutable(true)
                .withData(Map.of("savepoint.json", json(kept)))
                .build();
        try {
            client.resource(configMap).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw KubernetesAnswers.translate("ConfigMap of the savepoint", e);
            }
        }
    }

    private static String json(SavepointRecord kept) {
        try {
            return JSON.writeValueAsString(kept) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is known of a savepoint must always be writable", e);
        }
    }

    @Override
    public void remove(PipelineId pipeline, String name) {
        ConfigMap there = client.configMaps()
                .inNamespace(pipeline.namespace())
                .withName(object(pipeline, name))
                .get();
        if (there != null && Owners.owns(pipeline, there)) {
            client.resource(there).lockResourceVersion().delete();
        }
    }

    private static String object(PipelineId pipeline, String name) {
        return pipeline.name() + "-savepoint-" + name;
    }
}
