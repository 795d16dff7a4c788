package io.millrace.operator.savepoints;

import io.millrace.operator.result.PipelineId;

/** Something to do about savepoints. Doing it twice does no harm. */
public sealed interface SavepointChange {

    void applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline);

    record Keep(SavepointRecord kept) implements SavepointChange {
        @Override
        public void applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            records.keep(pipeline, kept);
        }
    }

    /** The data first: as long as the record is there, somebody knows of it. */
    record Dispose(String name, String path) implements SavepointChange {
        @Override
        public void applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            snapshots.dispose(pipeline, path);
            records.remove(pipeline, name);
        }
    }

    record Take(String name) implements SavepointChange {
        @Override
        public void applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            snapshots.take(pipeline, name);
        }
    }

    /** The data first: as long as it was asked for under that name, somebody knows of it. */
    record Discard(String name, String path) implements SavepointChange {
        @Override
        public void applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            snapshots.dispose(pipeline, path);
            snapshots.forget(pipeline, name);
        }
    }

    record Forget(String name) implements SavepointChange {
        @Override
        public void applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            snapshots.forget(pipeline, name);
        }
    }
}
