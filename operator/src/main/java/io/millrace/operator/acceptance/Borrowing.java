package io.millrace.operator.acceptance;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.savepoints.Borrowed;
import io.millrace.operator.savepoints.SavepointRecord;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * Whether a pipeline may begin with the state of another one's savepoint, as far as that does not depend on what either
 * does.
 *
 * @param cluster the connection that the pipeline is to run on
 * @param stateRoot the folder of all pipelines' state
 */
public record Borrowing(PipelineId pipeline, String cluster, String stateRoot) {

    /** @param configMap that is named in the spec, or was when the savepoint was first asked for */
    public Inheritance of(String configMap, Observed<Borrowed> seen) {
        if (seen.value().isEmpty()) {
            return Inheritance.refused(
                    Reason.SAVEPOINT_NOT_FOUND,
                    Inheritance.FIELD,
                    "there is no kept savepoint " + configMap + ", nor a ConfigMap of that name in namespace "
                            + pipeline.namespace() + " that describes another pipeline's; choose one of the names in"
                            + " status.savepoints, or copy the ConfigMap here");
        }
        return seen.value().get() instanceof Borrowed.Described described
                ? of(configMap, described.record())
                : Inheritance.refused(
                        Reason.SAVEPOINT_NOT_FOUND,
                        Inheritance.FIELD,
                        "ConfigMap " + configMap + " does not describe a savepoint: "
                                + ((Borrowed.Unreadable) seen.value().get()).why());
    }

    private Inheritance of(String configMap, SavepointRecord record) {
        String path = record.savepoint().path();
        if (record.job().isEmpty()) {
            return Inheritance.refused(
                    Reason.SAVEPOINT_NOT_FOUND,
                    Inheritance.FIELD,
                    "ConfigMap " + configMap + " does not say of which job the savepoint is; take a new one");
        }
        // Whoever may write a ConfigMap could name any file that a job can read.
        if (!isBelow(stateRoot, path)) {
            return Inheritance.refused(
                    Reason.NOT_ALLOWED,
                    Inheritance.FIELD,
                    "savepoint " + path + " does not lie below " + stateRoot
                            + ", where the administrator has the state of all pipelines kept; copy it there");
        }
        if (!record.cluster().equals(cluster)) {
            return Inheritance.refused(
                    Reason.STATE_INCOMPATIBLE,
                    "spec.cluster",
                    "the savepoint holds offsets of topics on connection " + record.cluster() + ", not on " + cluster);
        }
        boolean looksTheSame = record.pipeline().shortUid().equals(pipeline.shortUid())
                && !record.pipeline().uid().equals(pipeline.uid());
        if (looksTheSame) {
            return Inheritance.refused(
                    Reason.STATE_INCOMPATIBLE,
                    Inheritance.FIELD,
                    "the uid of pipeline " + record.pipeline()
                            + " begins like this one's, and so do their transactions; delete this pipeline and make it"
                            + " anew to have another uid");
        }
        return new Inheritance(record.job(), List.of());
    }

    // Flink writes file:/state where the configuration has file:///state.
    private static boolean isBelow(String root, String path) {
        URI folder = URI.create(root).normalize();
        URI file = URI.create(path).normalize();
        return Objects.equals(folder.getScheme(), file.getScheme())
                && Objects.equals(folder.getAuthority(), file.getAuthority())
                && file.getPath() != null
                && file.getPath().startsWith(folder.getPath() + "/");
    }
}
