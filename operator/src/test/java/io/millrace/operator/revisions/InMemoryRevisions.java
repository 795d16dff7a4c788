package io.millrace.operator.revisions;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keeps revisions as the objects that they would be. */
public final class InMemoryRevisions implements Revisions {

    private final Map<String, Revision> stored = new TreeMap<>();
    private final Map<String, Map<String, String>> files = new TreeMap<>();
    private final Runnable afterWrite;

    /** @param afterWrite called after everything that changed something */
    public InMemoryRevisions(Runnable afterWrite) {
        this.afterWrite = afterWrite;
    }

    /** Of all objects. */
    public Set<String> names() {
        Set<String> all = new TreeSet<>(stored.keySet());
        all.addAll(files.keySet());
        return all;
    }

    /** As when storing is interrupted between its two objects. */
    public void storeFilesAlone(PipelineId pipeline, RevisionName name) {
        if (files.putIfAbsent(StoredRevision.name(pipeline, name), Map.of()) == null) {
            afterWrite.run();
        }
    }

    /** Somebody deletes the ConfigMap that the job mounts. */
    public void loseFiles(PipelineId pipeline, RevisionName name) {
        files.remove(StoredRevision.name(pipeline, name));
    }

    /** What the job mounts, by name; nothing where that is gone. */
    public Map<String, String> files(PipelineId pipeline, RevisionName name) {
        return files.getOrDefault(StoredRevision.name(pipeline, name), Map.of());
    }

    @Override
    public Observed<Revision> find(PipelineId pipeline, RevisionName name) {
        Revision found = stored.get(StoredRevision.name(pipeline, name));
        return found == null ? Observed.absent() : Observed.found(found);
    }

    @Override
    public boolean isMountable(PipelineId pipeline, RevisionName name) {
        return files.containsKey(StoredRevision.name(pipeline, name));
    }

    @Override
    public void store(PipelineId pipeline, Revision revision) {
        ControllerRevision built = StoredRevision.controllerRevision(pipeline, revision);
        // As it comes back: what is not kept shows here.
        Revision kept = StoredRevision.read(built);
        String name = built.getMetadata().getName();
        Map<String, String> mounted =
                StoredRevision.configMap(pipeline, revision).getData();
        boolean filesAreNew = files.putIfAbsent(name, mounted) == null;
        boolean isNew = stored.putIfAbsent(name, kept) == null;
        if (filesAreNew || isNew) {
            afterWrite.run();
        }
    }

    @Override
    public List<RevisionName> names(PipelineId pipeline) {
        return stored.entrySet().stream()
                .filter(one -> one.getKey()
                        .equals(StoredRevision.name(pipeline, one.getValue().name())))
                .map(one -> one.getValue().name())
                .toList();
    }

    @Override
    public boolean isLeft(PipelineId pipeline, RevisionName name) {
        return files.containsKey(StoredRevision.name(pipeline, name));
    }

    @Override
    public void remove(PipelineId pipeline, RevisionName name) {
        stored.remove(StoredRevision.name(pipeline, name));
        if (files.remove(StoredRevision.name(pipeline, name)) != null) {
            afterWrite.run();
        }
    }

    @Override
    public void removeAll(PipelineId pipeline) {
        if (!files.isEmpty()) {
            files.clear();
            stored.clear();
            afterWrite.run();
        }
    }
}
