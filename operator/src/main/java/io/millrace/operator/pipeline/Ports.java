package io.millrace.operator.pipeline;

import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.revisions.Revisions;
import io.millrace.operator.savepoints.SavepointRecords;
import io.millrace.operator.savepoints.Snapshots;

/** Everything outside that the loop looks at and acts on, but its own resource. */
public record Ports(
        Clusters clusters,
        FlinkJobs jobs,
        JobMonitor monitor,
        Revisions revisions,
        Snapshots snapshots,
        SavepointRecords records) {}
