package io.millrace.operator.savepoints.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.operator.kubernetes.KubernetesAnswers;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.Owners;
import io.millrace.operator.savepoints.Borrowed;
import io.millrace.operator.savepoints.SavepointFile;
import io.millrace.operator.savepoints.SavepointRecord;
import io.millrace.operator.savepoints.SavepointRecords;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One immutable ConfigMap for each savepoint, {@code <pipeline>-savepoint-<name>}, with a key {@code savepoint.json}. */
public final class ConfigMapRecords implements SavepointRecords {

    private static final String SAVEPOINT = "millrace.io/savepoint";
    private static final String FILE = "savepoint.json";

    private final KubernetesClient client;

    public ConfigMapRecords(KubernetesClient client) {
        this.client = client;
    }

    /** One list for all, and a look at those that it does not have: labels are easily taken off. */
    @Override
    public Map<String, Holder> holders(PipelineId pipeline, Collection<String> savepoints) {
        Set<String> labelled = labelledObjects(pipeline);
        Map<String, Holder> holders = new HashMap<>();
        for (String name : savepoints) {
            String object = object(pipeline, name);
            Optional<Holder> holder = labelled.contains(object)
                    ? Optional.of(Holder.PIPELINE)
                    : Optional.ofNullable(find(pipeline, object))
                            .map(there -> Owners.owns(pipeline, there) ? Holder.PIPELINE : Holder.SOMEBODY_ELSE);
            holder.ifPresent(whose -> holders.put(name, whose));
        }
        return holders;
    }

    private Set<String> labelledObjects(PipelineId pipeline) {
        return client
                .configMaps()
                .inNamespace(pipeline.namespace())
                .withLabel(Labels.PIPELINE_UID, pipeline.uid())
                .withLabel(SAVEPOINT)
                .list()
                .getItems()
                .stream()
                .map(configMap -> configMap.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    @Override
    public Observed<Borrowed> borrow(PipelineId pipeline, String configMap) {
        ConfigMap there = find(pipeline, configMap);
        if (there == null) {
            return Observed.absent();
        }
        String text = there.getData() == null ? null : there.getData().get(FILE);
        return Observed.found(text == null ? new Borrowed.Unreadable("it has no key " + FILE) : Borrowed.read(text));
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
                .withData(Map.of(FILE, SavepointFile.write(kept)))
                .build();
        try {
            client.resource(configMap).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw KubernetesAnswers.translate("ConfigMap of the savepoint", e);
            }
        }
    }

    @Override
    public void remove(PipelineId pipeline, String name) {
        ConfigMap there = find(pipeline, object(pipeline, name));
        if (there != null && Owners.owns(pipeline, there)) {
            client.resource(there).lockResourceVersion().delete();
        }
    }

    private @Nullable ConfigMap find(PipelineId pipeline, String configMap) {
        return client.configMaps()
                .inNamespace(pipeline.namespace())
                .withName(configMap)
                .get();
    }

    private static String object(PipelineId pipeline, String name) {
        return pipeline.name() + "-savepoint-" + name;
    }
}
