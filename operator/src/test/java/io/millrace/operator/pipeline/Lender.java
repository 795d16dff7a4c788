package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.definition.state.StatefulJob;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.savepoints.SavepointFile;
import io.millrace.operator.savepoints.SavepointRecord;
import java.time.Duration;
import java.util.Optional;

/** Another pipeline of the same steps, that runs on, and the description of a savepoint of it. */
public final class Lender {

    public static final String CONFIG_MAP = "lent";
    static final String PATH = "s3://streams/millrace/lab/totals/savepoints/savepoint-0";

    private static final PipelineId PIPELINE = new PipelineId("lab", "totals", "ffffffff-1111-4222-8333-444455556666");

    // It takes a whole life of a pipeline.
    private static final String DESCRIPTION = SavepointFile.write(record());

    private Lender() {}

    /** As somebody would copy it. */
    public static String description() {
        return DESCRIPTION;
    }

    static SavepointRecord record() {
        World lender = new World();
        lender.settle();
        lender.api.edit(spec -> Edits.with(spec, "savepoints", "{\"schedule\": \"0 * * * *\"}"));
        lender.settle();
        lender.pass(Duration.ofHours(1));
        lender.settle();
        return lent(lender.savepoints.records().values().iterator().next());
    }

    private static SavepointRecord lent(SavepointRecord kept) {
        Savepoint taken = kept.savepoint();
        return new SavepointRecord(
                PIPELINE,
                new Savepoint(
                        taken.name(),
                        PATH,
                        taken.revision(),
                        taken.jobId(),
                        taken.cause(),
                        taken.takenAt(),
                        taken.size()),
                kept.flinkVersion(),
                kept.cluster(),
                kept.job().map(Lender::ours),
                kept.schemas(),
                kept.offsets());
    }

    private static StatefulJob ours(StatefulJob job) {
        return new StatefulJob(
                job.definition(), job.parallelism(), job.maxParallelism(), job.stateBackend(), PIPELINE.shortUid());
    }

    static SavepointRecord withoutJob(SavepointRecord record) {
        return new SavepointRecord(
                record.pipeline(),
                record.savepoint(),
                record.flinkVersion(),
                record.cluster(),
                Optional.empty(),
                record.schemas(),
                record.offsets());
    }
}
