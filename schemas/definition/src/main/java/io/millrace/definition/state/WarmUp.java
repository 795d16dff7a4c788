package io.millrace.definition.state;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sink lacks at first, where a step before it begins without state. Such a step knows nothing of the records that
 * were read before:
 *
 * <pre>
 *   read before the snapshot ────┤ the latest of them
 *                                ├── behind ──┤ windows that begin here have all of their rows
 * </pre>
 *
 * @param steps that begin without state, in the order of the definition
 * @param behindMillis by how much later a window must begin than the latest record that was read before
 */
public record WarmUp(List<String> steps, long behindMillis) {

    /** Of a sink that lacks nothing. */
    public static final WarmUp NONE = new WarmUp(List.of(), 0);

    public WarmUp {
        steps = List.copyOf(steps);
    }

    /** By sink of the candidate; none where all steps before it go on with what the live job's have. */
    public static Map<String, WarmUp> between(PipelineDefinition live, PipelineDefinition candidate) {
        // Slot and number of key groups decide nothing about which steps there are.
        Set<String> kept = StateManifest.of(live, "", Slot.PROD, 1).withState();
        // Of what flows out of a step: rows that are later than that are as they must be.
        Map<String, WarmUp> after = new HashMap<>();
        Map<String, WarmUp> before = new HashMap<>();
        for (StepDefinition step : candidate.steps()) {
            WarmUp into = latest(step.from(), after);
            if (step instanceof Keyed && !kept.contains(step.uid())) {
                into = into == null ? new WarmUp(List.of(step.name()), 0) : into.with(step.name());
            }
            if (into != null) {
                before.put(step.name(), into);
                after.put(step.name(), into.through(step));
            }
        }
        Map<String, WarmUp> sinks = new TreeMap<>();
        for (SinkDefinition sink : candidate.sinks()) {
            WarmUp warmUp = candidate
                    .resultsIn(sink)
                    .map(window -> before.get(window.name()))
                    .orElseGet(() -> latest(sink.from(), after));
            if (warmUp != null) {
                sinks.put(sink.name(), warmUp);
            }
        }
        return sinks;
    }

    private static @Nullable WarmUp latest(List<String> from, Map<String, WarmUp> after) {
        WarmUp latest = null;
        for (String name : from) {
            WarmUp one = after.get(name);
            latest = latest == null || one == null ? (latest == null ? one : latest) : latest.and(one);
        }
        return latest;
    }

    private WarmUp and(WarmUp other) {
        List<String> all = new ArrayList<>(steps);
        other.steps.stream().filter(step -> !steps.contains(step)).forEach(all::add);
        return new WarmUp(all, Math.max(behindMillis, other.behindMillis));
    }

    private WarmUp with(String step) {
        List<String> all = new ArrayList<>(steps);
        all.add(step);
        return new WarmUp(all, behindMillis);
    }

    // The rows of a window stand at its end; what deduplicate lets pass depends on what passed shortly before.
    private WarmUp through(StepDefinition step) {
        if (step instanceof Window window) {
            return new WarmUp(steps, behindMillis + window.sizeMillis());
        }
        return step instanceof Deduplicate unique ? new WarmUp(steps, behindMillis + unique.withinMillis()) : this;
    }

    /** @param latestRead before the snapshot */
    public boolean hasAllRows(long windowStart, long latestRead) {
        return windowStart - behindMillis > latestRead;
    }
}
