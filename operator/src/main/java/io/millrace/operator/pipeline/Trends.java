package io.millrace.operator.pipeline;

import io.millrace.operator.result.PipelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;

/** What only a row of looks can tell: when a job restarted, and whether its lag grows. Used by one thread. */
final class Trends {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    // Less is what one checkpoint interval may bring.
    private static final long WORTH_MENTIONING = 1000;

    private record Sample(Instant at, long lag) {}

    private record Restarts(String jobId, int count, Optional<Instant> last) {}

    private final Map<PipelineId, Restarts> restarts = new HashMap<>();
    private final Map<PipelineId, Deque<Sample>> lags = new HashMap<>();

    void restarts(PipelineId pipeline, String jobId, int count, Instant now) {
        Restarts before = restarts.get(pipeline);
        boolean rose = before != null && before.jobId().equals(jobId) && count > before.count();
        Optional<Instant> last = rose ? Optional.of(now) : lastRestart(pipeline);
        restarts.put(pipeline, new Restarts(jobId, count, last));
    }

    Optional<Instant> lastRestart(PipelineId pipeline) {
        return Optional.ofNullable(restarts.get(pipeline)).flatMap(Restarts::last);
    }

    void lag(PipelineId pipeline, long records, Instant now) {
        Deque<Sample> samples = lags.computeIfAbsent(pipeline, key -> new ArrayDeque<>());
        samples.addLast(new Sample(now, records));
        samples.removeIf(sample -> sample.at().isBefore(now.minus(WINDOW).minus(WINDOW)));
    }

    /**
     * Offsets are committed once per checkpoint, so lag is a saw: its least value of the last minutes has to be above
     * the greatest of those before.
     */
    boolean lagIsGrowing(PipelineId pipeline, Instant now) {
        Deque<Sample> samples = lags.getOrDefault(pipeline, new ArrayDeque<>());
        Instant middle = now.minus(WINDOW);
        LongSummaryStatistics earlier = new LongSummaryStatistics();
        LongSummaryStatistics later = new LongSummaryStatistics();
        samples.forEach(sample -> (sample.at().isBefore(middle) ? earlier : later).accept(sample.lag()));
        return earlier.getCount() > 0 && later.getCount() > 0 && later.getMin() > earlier.getMax() + WORTH_MENTIONING;
    }

    /** Of the last minute: as often as offsets are committed, it is the least. */
    Optional<Long> leastLag(PipelineId pipeline, Instant now) {
        return lags.getOrDefault(pipeline, new ArrayDeque<>()).stream()
                .filter(sample -> !sample.at().isBefore(now.minus(MINUTE)))
                .map(Sample::lag)
                .min(Comparator.naturalOrder());
    }

    void keepOnly(Collection<PipelineId> pipelines) {
        restarts.keySet().retainAll(pipelines);
        lags.keySet().retainAll(pipelines);
    }
}
