package io.millrace.operator.savepoints;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.definition.state.StatefulJob;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision.PinnedSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one has to know to restore a savepoint when the pipeline is gone or is another: too much for the status.
 *
 * @param pipeline whose savepoint it is; its data goes when that pipeline says so
 * @param flinkVersion that wrote it, as FlinkDeployment spells it
 * @param cluster the connection that the offsets in the state are of
 * @param job whose state it is; empty where that was not known any more
 * @param schemas in use by the revision whose state it is
 * @param offsets that the consumer group had committed when it was seen, by topic and partition; they end where the
 *     savepoint's own do, unless the last commit was lost
 */
public record SavepointRecord(
        PipelineId pipeline,
        Savepoint savepoint,
        String flinkVersion,
        String cluster,
        Optional<StatefulJob> job,
        List<PinnedSchema> schemas,
        Map<String, Map<Integer, Long>> offsets) {

    public SavepointRecord {
        schemas = List.copyOf(schemas);
        offsets = Map.copyOf(offsets);
    }

    public String name() {
        return savepoint.name();
    }
}
