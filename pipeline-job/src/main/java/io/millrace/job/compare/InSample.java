package io.millrace.job.compare;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SampleKeys;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.formats.SampledValues;
import io.millrace.job.formats.WriterSchemas;
import io.millrace.job.records.LateHeaders;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the records that one side wrote are in the candidate's sample. The live job writes all keys. The candidate
 * does not see the others, but gives what it found of them in the live job's state: results that lack rows, which nobody
 * must compare.
 */
final class InSample {

    private final boolean isAll;
    private final Map<String, SampledValues> byTopic = new HashMap<>();
    // Of the records that were late for a window.
    private final Map<String, SampledValues> byWindow = new HashMap<>();

    private InSample(boolean isAll) {
        this.isAll = isAll;
    }

    static InSample of(
            Comparison comparison, PipelineDefinition candidate, PipelineDefinition side, WriterSchemas schemas) {
        Optional<SampleKeys> sample = comparison.sample(candidate);
        InSample in = new InSample(sample.isEmpty());
        sample.ifPresent(keys -> {
            int percent = comparison.keysPercent();
            for (String name : keys.sinks()) {
                SinkDefinition sink = side.sink(name);
                in.byTopic.put(sink.topic(), SampledValues.of(sink.encode(), keys.of(sink, side), percent, schemas));
            }
            // Records that were late in one job may have been in time in the other: both must be able to tell.
            windowKeys(keys, side).forEach((window, key) -> {
                if (tells(window, keys, comparison.live()) && tells(window, keys, candidate)) {
                    in.byWindow.put(window, SampledValues.ofJson(key, percent));
                }
            });
        });
        return in;
    }

    // One that has no window of that name has no late records of it.
    private static boolean tells(String window, SampleKeys keys, PipelineDefinition definition) {
        boolean isThere = definition.steps().stream()
                .anyMatch(step -> step instanceof Window && step.name().equals(window));
        return !isThere || windowKeys(keys, definition).containsKey(window);
    }

    private static Map<String, RowType> windowKeys(SampleKeys keys, PipelineDefinition definition) {
        Map<String, RowType> windows = new HashMap<>();
        definition.steps().forEach(step -> {
            if (step instanceof Window window) {
                keys.of(window, definition).ifPresent(key -> windows.put(step.name(), key));
            }
        });
        return windows;
    }

    /** @throws InterruptedIOException when the job is cancelled while the registry is awaited */
    boolean has(Taken written) throws InterruptedIOException {
        SampledValues values = byTopic.get(written.topic());
        return values == null || values.has(written.value());
    }

    /**
     * Of a late record. One that does not tell its key, as none does that was late for a deduplicate step, is not.
     *
     * @throws InterruptedIOException when the job is cancelled while the registry is awaited
     */
    boolean hasLate(Taken late) throws InterruptedIOException {
        if (isAll) {
            return true;
        }
        SampledValues keys = byWindow.get(late.header(LateHeaders.STEP).orElse(""));
        Optional<String> key = late.header(LateHeaders.KEY);
        return keys != null && key.isPresent() && keys.has(key.get().getBytes(StandardCharsets.UTF_8));
    }
}
