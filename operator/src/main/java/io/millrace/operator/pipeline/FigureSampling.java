package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.api.model.Condition;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.status.ConditionType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps figures that move from causing writes. They are renewed with every write that has another cause; alone they
 * cause one at most every 30 seconds, and the time of the last checkpoint, which always moves, every ten minutes. The
 * first ones are no exception: they come one by one, and with the books' first balance, which is a condition.
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
        Duration age = Duration.between(lastWrites.getOrDefault(uid(pipeline), Instant.EPOCH), now);
        if (age.compareTo(FIGURES) < 0) {
            return before;
        }
        boolean moved = !Objects.equals(before.lag(), status.lag())
                || !Objects.equals(before.deadLetter(), status.deadLetter())
                || !Objects.equals(before.ledger(), status.ledger())
                || !Objects.equals(before.rollout(), status.rollout());
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
                rollout(before.rollout(), status.rollout()),
                status.savepoints(),
                status.handled(),
                status.schemas(),
                status.topics(),
                job(before.job(), status.job()),
                before.lag(),
                before.deadLetter(),
                before.ledger(),
                conditions(before.conditions(), status.conditions()));
    }

    // Of what was compared, the sentence has the figures.
    private static List<Condition> conditions(List<Condition> before, List<Condition> now) {
        return now.stream()
                .map(condition -> before.stream()
                        .filter(known -> isTheSame(known, condition))
                        .findFirst()
                        .orElse(condition))
                .toList();
    }

    private static boolean isTheSame(Condition before, Condition now) {
        return now.getType().equals(ConditionType.CANARY_HEALTHY.word())
                && before.getType().equals(now.getType())
                && before.getStatus().equals(now.getStatus())
                && before.getReason().equals(now.getReason())
                && Objects.equals(before.getObservedGeneration(), now.getObservedGeneration());
    }

    // What was compared moves; what it comes to does not.
    private static PipelineStatus.@Nullable Rollout rollout(
            PipelineStatus.@Nullable Rollout before, PipelineStatus.@Nullable Rollout now) {
        boolean stands = before != null
                && now != null
                && before.candidate().equals(now.candidate())
                && before.verdict() == now.verdict()
                && before.stage() == now.stage()
                && !isFirst(before.measurement(), now.measurement())
                && Objects.equals(before.samples(), now.samples())
                && Objects.equals(before.topics(), now.topics())
                && Objects.equals(before.specHash(), now.specHash())
                && Objects.equals(before.outcome(), now.outcome())
                && Objects.equals(before.stoppedAt(), now.stoppedAt())
                && Objects.equals(before.savepoint(), now.savepoint());
        return stands ? before : now;
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
