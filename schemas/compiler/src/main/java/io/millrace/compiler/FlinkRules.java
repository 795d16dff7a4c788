package io.millrace.compiler;

import io.fabric8.kubernetes.api.model.Quantity;
import io.millrace.api.v1alpha1.FlinkSpec;
import io.millrace.api.v1alpha1.RolloutSpec;
import org.jspecify.annotations.Nullable;

/** What the job runs on. Not part of the definition, but refused here, so that one list has all that is wrong. */
final class FlinkRules {

    private static final int MAX_PARALLELISM = 128;

    private FlinkRules() {}

    static void check(@Nullable FlinkSpec spec, Place place) {
        if (spec == null) {
            return;
        }
        int parallelism = positive(spec.parallelism(), 1, place.field("parallelism"));
        int most = positive(spec.maxParallelism(), MAX_PARALLELISM, place.field("maxParallelism"));
        if (parallelism > most) {
            place.field("parallelism").refuse("is larger than spec.flink.maxParallelism, " + most);
        }
        checkCheckpoints(spec.checkpoints(), place.field("checkpoints"));
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

    private static void checkCheckpoints(FlinkSpec.@Nullable Checkpoints spec, Place place) {
        if (spec != null) {
            SpecText.positiveMillis(spec.interval(), "30s", place.field("interval"));
            SpecText.millis(spec.minPause(), "0s", place.field("minPause"));
            SpecText.positiveMillis(spec.timeout(), "10m", place.field("timeout"));
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
