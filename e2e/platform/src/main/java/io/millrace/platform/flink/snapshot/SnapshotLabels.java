package io.millrace.platform.flink.snapshot;

import io.millrace.platform.flink.snapshot.SnapshotSpec.Kind;
import java.util.Map;
import java.util.TreeMap;

/** The labels by which snapshots are found, beside whatever others there are. */
public final class SnapshotLabels {

    public static final String TRIGGER_TYPE = "snapshot.trigger-type";

    private SnapshotLabels() {}

    public static Map<String, String> next(SnapshotObservation seen, SnapshotStatus status) {
        Map<String, String> labels = new TreeMap<>(seen.labels());
        if (seen.reading() instanceof SnapshotReading.Understood understood) {
            Kind kind = understood.spec().kind();
            labels.put("snapshot.type", kind.name());
            labels.putIfAbsent(TRIGGER_TYPE, "MANUAL");
            labels.put("snapshot.state", status.state().name());
            if (seen.target().isPresent()) {
                labels.put("job-reference.kind", "FlinkDeployment");
                labels.put("job-reference.name", understood.spec().deployment().orElseThrow());
            }
        }
        return labels;
    }
}
