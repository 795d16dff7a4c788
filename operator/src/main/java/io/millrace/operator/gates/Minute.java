package io.millrace.operator.gates;

import io.millrace.api.v1alpha1.RolloutSpec.GateMetric;
import java.time.Duration;
import java.util.Optional;

/**
 * What both jobs did between two looks.
 *
 * @param length a minute, or more where nobody looked
 * @param isWarm whether the candidate has run long enough for its code to be compiled and its backlog to be read
 */
record Minute(Duration length, boolean isWarm, JobSight live, JobSight candidate) {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** A figure of both. */
    record Pair(double live, double candidate) {}

    /** What the metric was in this very minute; empty where it was not measured on both sides. */
    Optional<Pair> pair(GateMetric metric) {
        // An average over the time in which no operator ran is no minute like the others.
        if (!isWarm || length.compareTo(LONGEST) > 0) {
            return Optional.empty();
        }
        return of(live, metric).flatMap(one -> of(candidate, metric).map(other -> new Pair(one, other)));
    }

    private Optional<Double> of(JobSight job, GateMetric metric) {
        return switch (metric) {
            case LAG -> job.lag().map(Long::doubleValue);
            case CHECKPOINT_DURATION ->
                job.checkpointMillis()
                        .filter(took -> job.counters()
                                .checkpoints()
                                .filter(count -> count > 0)
                                .isPresent())
                        .map(Long::doubleValue);
            case CPU_PER_RECORD -> nanosPerRecord(job.counters());
            default -> Optional.empty();
        };
    }

    // CPU time and records are rates over times of their own: books move with checkpoints only.
    private Optional<Double> nanosPerRecord(Counters grown) {
        boolean isSteady = grown.restarts().filter(count -> count == 0).isPresent();
        return grown.books()
                .filter(books -> isSteady && books.at() > 0 && books.consumed() > 0)
                .flatMap(books ->
                        grown.cpuMillis().map(cpu -> 1e6 * cpu / length.toMillis() * books.at() / books.consumed()));
    }
}
