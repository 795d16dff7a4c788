package io.millrace.operator.savepoints;

import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.SystemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /**
     * The data first: as long as it was asked for under that name, somebody knows of it. Data that Flink refuses to
     * remove stays where it is: nothing that waits for this could change that.
     */
    record Discard(String name, String path) implements SavepointChange {

        private static final Logger LOG = LoggerFactory.getLogger(Discard.class);

        @Override
        public void applyTo(Snapshots snapshots, SavepointRecords records, PipelineId pipeline) {
            try {
                snapshots.dispose(pipeline, path);
            } catch (SystemException failure) {
                if (failure.isAway()) {
                    throw failure;
                }
                // Flink's own words may have more in them than a log should: its JobManager has them too.
                LOG.warn(
                        "{}/{}: Flink does not remove savepoint {}, which nobody needs; the JobManager's log says why",
                        pipeline.namespace(),
                        pipeline.name(),
                        path);
            }
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
