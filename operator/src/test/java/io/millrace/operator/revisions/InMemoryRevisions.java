package io.millrace.operator.revisions;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps revisions as the ConfigMaps that they would be. */
public final class InMemoryRevisions implements Revisions {

    private final Map<String, ConfigMap> configMaps = new TreeMap<>();
    private final Runnable afterWrite;

    /** @param afterWrite called after everything that changed something */
    public InMemoryRevisions(Runnable afterWrite) {
        this.afterWrite = afterWrite;
    }

    public Set<String> names() {
        return Set.copyOf(configMaps.keySet());
    }

    @Override
    public Observed<Revision> find(PipelineId pipeline, RevisionName name) {
        ConfigMap found = configMaps.get(RevisionConfigMap.name(pipeline, name));
        return found == null ? Observed.absent() : Observed.found(RevisionConfigMap.read(found));
    }

    @Override
    public void store(PipelineId pipeline, Revision revision) {
        ConfigMap configMap = RevisionConfigMap.build(pipeline, revision);
        if (configMaps.putIfAbsent(configMap.getMetadata().getName(), configMap) == null) {
            afterWrite.run();
        }
    }

    @Override
    public void removeAll(PipelineId pipeline) {
        if (!configMaps.isEmpty()) {
            configMaps.clear();
            afterWrite.run();
        }
    }
}
