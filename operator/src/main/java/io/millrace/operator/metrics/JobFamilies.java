package io.millrace.operator.metrics;

import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.metrics.Family.Kind;
import io.millrace.operator.metrics.Family.Sample;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What Flink and Kafka's consumer groups tell. */
final class JobFamilies {

    static final List<Family> ALL = List.of(
            new Family(
                    "millrace_lag_records",
                    Kind.GAUGE,
                    "Records between what the job has committed and the read_committed end, over all sources.",
                    List.of(),
                    sight -> sight.facts().lag().value().stream().map(records -> Sample.of(records))),
            new Family(
                    "millrace_oldest_open_transaction_timestamp_seconds",
                    Kind.GAUGE,
                    "When the oldest transaction began that the pipeline has open.",
                    List.of(),
                    sight -> sight.facts().oldestTransaction().value().stream()
                            .map(at -> Sample.ofSeconds(at.toEpochMilli()))),
            of(
                    "millrace_job_running",
                    Kind.GAUGE,
                    "1 while Flink says RUNNING, else 0.",
                    figures -> Stream.of(Sample.of(figures.state().equals("RUNNING") ? 1 : 0))),
            of(
                    "millrace_job_restarts_total",
                    Kind.COUNTER,
                    "Restarts since the JobManager knows the job.",
                    figures -> Stream.of(Sample.of(figures.restarts()))),
            of(
                    "millrace_job_checkpoints_completed_total",
                    Kind.COUNTER,
                    "Completed checkpoints of this run.",
                    figures -> Stream.of(Sample.of(figures.completedCheckpoints()))),
            of(
                    "millrace_job_checkpoints_failed_total",
                    Kind.COUNTER,
                    "Failed checkpoints of this run.",
                    figures -> Stream.of(Sample.of(figures.failedCheckpoints()))),
            of(
                    "millrace_job_last_checkpoint_timestamp_seconds",
                    Kind.GAUGE,
                    "When the last checkpoint of this run completed.",
                    figures -> figures.lastCheckpoint().stream().map(at -> Sample.ofSeconds(at.toEpochMilli()))));

    private JobFamilies() {}

    private static Family of(String name, Kind kind, String help, Function<JobFigures, Stream<Sample>> samples) {
        return new Family(name, kind, help, List.of(), sight -> sight.facts().figures().value().stream()
                .flatMap(samples));
    }
}
