package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps figures that move from causing writes. They are renewed with every write that has another cause; alone they
 * cause one at most every 30 seconds, and the time of the last checkpoint, which always moves, every ten minutes.
 */
final class FigureSampling {

    private static final Duration FIGURES = Duration.ofSeconds(30);
    private static final Duration CHECKPOINT = Duration.ofMinutes(10);

    // Forgotten with the process: the first write of a new one comes a little early.
    private final Map<String, Instant> lastWrites = new ConcurrentHashMap<>();

    PipelineStatus sample(StreamingPipeline pipeline, PipelineStatus status, Instant now) {
        PipelineStatus before = pipeline.getStatus();
        if (before == null || !withFiguresOf(before, status).equals(before)) {
            return status;
        }
        if (isFirst(before.lag(), status.lag()) || isFirst(before.ledger(), status.ledger())) {
            return status;
        }
        Duration age = Duration.between(lastWrites.getOrDefault(uid(pipeline), Instant.EPOCH), now);
        if (age.compareTo(FIGURES) < 0) {
            return before;
        }
        boolean moved = !Objects.equals(before.lag(), status.lag())
                || !Objects.equals(before.deadLetter(), status.deadLetter())
                || !Objects.equals(before.ledger(), status.ledger());
        return moved || isOld(before, status, now) ? status : before;
    }

    private static boolean isFirst(@Nullable Object before, @Nullable Object now) {
        return before == null && now != null;
    }

    void written(StreamingPipeline pipeline, Instant now) {
        lastWrites.put(uid(pipeline), now);
    }

    void forget(StreamingPipeline pipeline) {
        lastWrites.remove(uid(pipeline));
    }

    private static boolean isOld(PipelineStatus before, PipelineStatus status, Instant now) {
        if (Objects.equals(before.job(), status.job())) {
            return false;
        }
        String shown = before.job() == null ? null : before.job().lastCheckpoint();
        return shown == null || Duration.between(Instant.parse(shown), now).compareTo(CHECKPOINT) > 0;
    }

    private static PipelineStatus withFiguresOf(PipelineStatus before, PipelineStatus status) {
        return new PipelineStatus(
                status.observedGeneration(),
                status.phase(),
                status.health(),
                status.revision(),
                status.operation(),
                status.savepoints(),
                status.handled(),
                status.schemas(),
                status.topics(),
                job(before.job(), status.job()),
                before.lag(),
                before.deadLetter(),
                before.ledger(),
                status.conditions());
    }

    private static PipelineStatus.@Nullable Job job(
            PipelineStatus.@Nullable Job before, PipelineStatus.@Nullable Job now) {
        if (before == null || now == null) {
            return now;
        }
        return new PipelineStatus.Job(
                now.state(), now.id(), now.parallelism(), now.restarts(), before.lastCheckpoint());
    }

    private static String uid(StreamingPipeline pipeline) {
        return pipeline.getMetadata().getUid();
    }
}
