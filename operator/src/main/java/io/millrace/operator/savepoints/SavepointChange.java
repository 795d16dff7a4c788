package io.millrace.operator.savepoints;

import io.millrace.operator.result.Outage;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.SystemException;
import java.util.Optional;

/** Something to do about savepoints. Doing it twice does no harm. */
public sealed interface SavepointChange {

    /** @return what was refused without holding anything up */
    Optional<Outage> applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline);

    record Keep(SavepointRecord kept) implements SavepointChange {
        @Override
        public Optional<Outage> applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            records.keep(pipeline, kept);
            return Optional.empty();
        }
    }

    /** The data first: as long as the record is there, somebody knows of it. */
    record Dispose(String name, String path) implements SavepointChange {
        @Override
        public Optional<Outage> applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            Optional<Outage> refused = removeData(snapshots, pipeline, path);
            records.remove(pipeline, name);
            return refused;
        }
    }

    record Take(String name) implements SavepointChange {
        @Override
        public Optional<Outage> applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            snapshots.take(pipeline, name);
            return Optional.empty();
        }
    }

    /** The data first: as long as it was asked for under that name, somebody knows of it. */
    record Discard(String name, String path) implements SavepointChange {
        @Override
        public Optional<Outage> applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            Optional<Outage> refused = removeData(snapshots, pipeline, path);
            snapshots.forget(pipeline, name);
            return refused;
        }
    }

    record Forget(String name) implements SavepointChange {
        @Override
        public Optional<Outage> applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            snapshots.forget(pipeline, name);
            return Optional.empty();
        }
    }

    /** Data that Flink refuses to remove stays where it is: nothing that waits for this could change that. */
    private static Optional<Outage> removeData(Snapshots snapshots, PipelineId pipeline, String path) {
        try {
            snapshots.dispose(pipeline, path);
            return Optional.empty();
        } catch (SystemException failure) {
            if (failure.isAway()) {
                throw failure;
            }
            return Optional.of(failure.outage());
        }
    }
}
