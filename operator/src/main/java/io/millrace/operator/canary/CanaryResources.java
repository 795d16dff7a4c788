package io.millrace.operator.canary;

import io.fabric8.kubernetes.api.model.Quantity;
import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.api.v1alpha1.RolloutSpec.PodResources;
import io.millrace.compiler.QuantityText;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.FlinkSettings.Resources;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the pods of a candidate have that differ from those of the revision. */
public record CanaryResources(Pod jobManager, Pod taskManager) {

    /** Empty where it is as in the revision. */
    public record Pod(Optional<Quantity> cpu, Optional<Quantity> memory) {

        private static Pod of(Optional<PodResources> asked) {
            return new Pod(asked.map(PodResources::cpu), asked.map(PodResources::memory));
        }

        private Optional<String> complaint(String place) {
            return cpu.flatMap(QuantityText::complaint)
                    .map(what -> place + ".cpu: " + what)
                    .or(() -> memory.flatMap(QuantityText::memoryComplaint).map(what -> place + ".memory: " + what));
        }

        private Resources insteadOf(Resources given) {
            return new Resources(
                    cpu.map(Resources::cpus).orElse(given.cpus()),
                    memory.map(Resources::mebibytes).orElse(given.memoryMebibytes()));
        }
    }

    static CanaryResources of(RolloutSpec.@Nullable Resources asked) {
        Function<Function<RolloutSpec.Resources, PodResources>, Pod> pod =
                which -> Pod.of(Optional.ofNullable(asked).map(which));
        return new CanaryResources(
                pod.apply(RolloutSpec.Resources::jobManager), pod.apply(RolloutSpec.Resources::taskManager));
    }

    /** They are read when a candidate is begun, and may be edited at any time. */
    public Optional<String> complaint() {
        return jobManager
                .complaint("spec.rollout.resources.jobManager")
                .or(() -> taskManager.complaint("spec.rollout.resources.taskManager"));
    }

    FlinkSettings insteadOf(FlinkSettings flink) {
        return flink.withResources(
                jobManager.insteadOf(flink.jobManager()), taskManager.insteadOf(flink.taskManager()));
    }
}
