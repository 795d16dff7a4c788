package io.millrace.compiler;

import io.fabric8.kubernetes.api.model.Quantity;
import io.millrace.api.v1alpha1.FlinkSpec;
import io.millrace.api.v1alpha1.RolloutSpec;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the job runs on. Not part of the definition, but refused here, so that one list has all that is wrong. */
final class FlinkRules {

    private static final int MAX_PARALLELISM = 128;
    private static final int LEAST_INTERVAL_MILLIS = 100;
    private static final String DEFAULT_INTERVAL = "30s";
    private static final String DEFAULT_SETTLE = "5m";

    private FlinkRules() {}

    /** @param all of the spec */
    static void check(@Nullable FlinkSpec spec, @Nullable RolloutSpec rollout, Place all) {
        checkCheckpoints(spec == null ? null : spec.checkpoints(), rollout, all);
        if (spec != null) {
            check(spec, all.field("flink"));
        }
    }

    private static void check(FlinkSpec spec, Place place) {
        int parallelism = positive(spec.parallelism(), 1, place.field("parallelism"));
        int most = positive(spec.maxParallelism(), MAX_PARALLELISM, place.field("maxParallelism"));
        if (parallelism > most) {
            place.field("parallelism").refuse("is larger than spec.flink.maxParallelism, " + most);
        }
        if (spec.jobManager() != null) {
            checkQuantity(spec.jobManager().cpu(), place.field("jobManager").field("cpu"));
            checkMemory(spec.jobManager().memory(), place.field("jobManager").field("memory"));
        }
        if (spec.taskManager() != null) {
            checkQuantity(spec.taskManager().cpu(), place.field("taskManager").field("cpu"));
            checkMemory(spec.taskManager().memory(), place.field("taskManager").field("memory"));
            positive(spec.taskManager().slots(), 1, place.field("taskManager").field("slots"));
        }
    }

    /** By the same rules, for the pods of a candidate. */
    static void checkCandidate(@Nullable RolloutSpec spec, Place place) {
        if (spec != null && spec.resources() != null) {
            Place resources = place.field("resources");
            checkPod(spec.resources().jobManager(), resources.field("jobManager"));
            checkPod(spec.resources().taskManager(), resources.field("taskManager"));
        }
    }

    private static void checkPod(RolloutSpec.@Nullable PodResources spec, Place place) {
        if (spec != null) {
            checkQuantity(spec.cpu(), place.field("cpu"));
            checkMemory(spec.memory(), place.field("memory"));
        }
    }

    private static int positive(@Nullable Integer given, int byDefault, Place place) {
        if (given != null && given < 1) {
            place.refuse("must be at least 1");
        }
        return given == null ? byDefault : given;
    }

    private static void checkCheckpoints(
            FlinkSpec.@Nullable Checkpoints spec, @Nullable RolloutSpec rollout, Place all) {
        Place place = all.field("flink").field("checkpoints");
        Place interval = place.field("interval");
        Place minPause = place.field("minPause");
        OptionalLong often = SpecText.positiveMillis(spec == null ? null : spec.interval(), DEFAULT_INTERVAL, interval);
        OptionalLong apart = SpecText.millis(spec == null ? null : spec.minPause(), "0s", minPause);
        SpecText.positiveMillis(spec == null ? null : spec.timeout(), "10m", place.field("timeout"));
        if (often.isPresent() && often.getAsLong() < LEAST_INTERVAL_MILLIS) {
            interval.refuse("is shorter than " + LEAST_INTERVAL_MILLIS
                    + "ms: a job would do little else than complete checkpoints");
        }
        String settle = Optional.ofNullable(rollout)
                .map(RolloutSpec::deadlines)
                .map(RolloutSpec.Deadlines::settle)
                .orElse(DEFAULT_SETTLE);
        OptionalLong longest = SpecText.millis(
                settle, DEFAULT_SETTLE, all.field("rollout").field("deadlines").field("settle"));
        if (often.isPresent() && apart.isPresent() && longest.isPresent()) {
            Place later = apart.getAsLong() > often.getAsLong() ? minPause : interval;
            if (Math.max(often.getAsLong(), apart.getAsLong()) >= longest.getAsLong()) {
                later.refuse("a job that is started may begin its first checkpoint as late as that, and is given up"
                        + " where it has completed none within spec.rollout.deadlines.settle, " + settle
                        + "; make the one shorter or the other longer");
            }
        }
    }

    private static void checkMemory(@Nullable Quantity quantity, Place place) {
        if (quantity != null) {
            QuantityText.memoryComplaint(quantity).ifPresent(place::refuse);
        }
    }

    private static void checkQuantity(@Nullable Quantity quantity, Place place) {
        if (quantity != null) {
            QuantityText.complaint(quantity).ifPresent(place::refuse);
        }
    }
}
