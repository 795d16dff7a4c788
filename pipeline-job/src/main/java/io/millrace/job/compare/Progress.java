package io.millrace.job.compare;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.definition.state.OperatorUids;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How far a job had come at a checkpoint: all that decides what it had written by then. A stateless step writes when a
 * record is read; a keyed one besides when the watermark before it rises.
 *
 * @param inputs how far each partition was read, by topic and {@code <topic>-<partition>}; every topic that the job reads
 *     is there
 * @param watermarks before each keyed step, by the keeper's uid; every keyed step is there
 */
record Progress(Map<String, Map<String, Reach>> inputs, Map<String, Reach> watermarks) {

    /**
     * How far the slowest part of the job is and how far the fastest. They differ where a job reads one topic twice, or
     * where subtasks have seen different watermarks.
     */
    record Reach(long least, long most) {
        static final long NOWHERE = Long.MIN_VALUE;

        Reach and(Reach other) {
            return new Reach(Math.min(least, other.least), Math.max(most, other.most));
        }
    }

    static Progress of(LedgerSum sum, PipelineDefinition definition) {
        Map<String, Map<String, Reach>> inputs = new HashMap<>();
        for (SourceDefinition source : definition.sources()) {
            inputs.computeIfAbsent(source.topic(), topic -> ofTopic(topic, sum, definition));
        }
        Map<String, Reach> watermarks = new HashMap<>();
        for (StepDefinition step : definition.steps()) {
            if (step instanceof Keyed) {
                String uid = OperatorUids.watermark(step.uid());
                watermarks.put(
                        uid,
                        new Reach(
                                sum.watermarks().getOrDefault(uid, Reach.NOWHERE),
                                sum.latestWatermarks().getOrDefault(uid, Reach.NOWHERE)));
            }
        }
        return new Progress(inputs, watermarks);
    }

    private static Map<String, Reach> ofTopic(String topic, LedgerSum sum, PipelineDefinition definition) {
        Set<String> partitions = new HashSet<>();
        for (SourceDefinition source : definition.sources()) {
            if (source.topic().equals(topic)) {
                partitions.addAll(positions(sum, source).keySet());
            }
        }
        Map<String, Reach> reached = new HashMap<>();
        for (SourceDefinition source : definition.sources()) {
            if (source.topic().equals(topic)) {
                for (String partition : partitions) {
                    long offset = positions(sum, source).getOrDefault(partition, Reach.NOWHERE);
                    reached.merge(partition, new Reach(offset, offset), Reach::and);
                }
            }
        }
        return reached;
    }

    private static Map<String, Long> positions(LedgerSum sum, SourceDefinition source) {
        return sum.positions().getOrDefault(source.uid(), Map.of());
    }

    /**
     * Whether this job must have written by now whatever the other one had, were the two alike: the slowest part of it is
     * as far as the fastest of the other. What this job does not read, or has no step for, does not hold it up.
     */
    boolean covers(Progress other) {
        return inputs.entrySet().stream()
                        .allMatch(mine -> covers(mine.getValue(), other.inputs.getOrDefault(mine.getKey(), Map.of())))
                && other.watermarks.entrySet().stream()
                        .allMatch(its -> isAsLate(its.getKey(), its.getValue().most()));
    }

    private static boolean covers(Map<String, Reach> mine, Map<String, Reach> its) {
        return its.entrySet().stream().allMatch(partition -> {
            Reach reached = mine.get(partition.getKey());
            return (reached == null ? Reach.NOWHERE : reached.least())
                    >= partition.getValue().most();
        });
    }

    // A step that only the other job has, or has without the state that this one's has, may have a step here in its
    // place:
    // whichever it is, it is late enough when all are.
    private boolean isAsLate(String keeper, long watermark) {
        Reach mine = watermarks.get(keeper);
        return mine == null
                ? watermarks.values().stream().allMatch(reach -> reach.least() >= watermark)
                : mine.least() >= watermark;
    }
}
