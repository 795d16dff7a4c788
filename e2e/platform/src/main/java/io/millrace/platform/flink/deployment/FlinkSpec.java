package io.millrace.platform.flink.deployment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a FlinkDeployment asks for, as far as processes on one machine can give it. */
public record FlinkSpec(
        Map<String, String> configuration,
        Job job,
        Upgrade upgrade,
        int slotsPerTaskManager,
        Optional<String> jobManagerMemory,
        Optional<String> taskManagerMemory,
        Container container) {

    public record Job(
            String entryClass,
            List<String> arguments,
            int parallelism,
            boolean running,
            boolean allowNonRestoredState,
            Optional<String> initialSavepointPath) {}

    /**
     * How the job's state is carried from one spec to the next.
     *
     * @param lastStateFallback whether last-state will do for savepoint when the job does not run
     * @param snapshotResources whether a FlinkStateSnapshot tells of each savepoint that an edit has caused
     */
    public record Upgrade(UpgradeMode mode, boolean lastStateFallback, boolean snapshotResources) {}

    /** What the pod template says about the container that Flink runs in. */
    public record Container(List<Variable> environment, List<Mount> mounts) {}

    public record Variable(String name, String value) {}

    public record Mount(String volume, String path, Source source, String sourceName) {}

    public enum Source {
        CONFIG_MAP("configmap"),
        SECRET("secret");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** As a kubelet's messages name it. */
        public String word() {
            return word;
        }
    }

    public int taskManagers() {
        return TaskManagerCount.of(job.parallelism(), slotsPerTaskManager);
    }
}
