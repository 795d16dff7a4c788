package io.millrace.operator.canary;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.DifferenceSample;
import io.millrace.api.v1alpha1.PipelineStatus.SinkComparison;
import io.millrace.definition.differences.Difference;
import io.millrace.operator.gates.Measurements;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the output of a candidate says about it, as people see it.
 *
 * @param progress how much has been compared of what it takes to pass; empty where that is not what is missing
 * @param sinks rounded
 * @param samples the first differences
 * @param measured what the gates have come to
 * @param isCurrent whether the books were read just now; nothing is decided by what was said before
 */
public record Evidence(
        Optional<ComparisonVerdict> verdict,
        String message,
        Optional<String> progress,
        List<SinkComparison> sinks,
        List<DifferenceSample> samples,
        Measurements measured,
        boolean isCurrent) {

    public static final Evidence NONE =
            new Evidence(Optional.empty(), "", Optional.empty(), List.of(), List.of(), Measurements.NONE, false);

    public Evidence {
        sinks = List.copyOf(sinks);
        samples = List.copyOf(samples);
    }

    public static Evidence shownBy(PipelineStatus.@Nullable Rollout status) {
        return status == null
                ? NONE
                : new Evidence(
                        Optional.ofNullable(status.verdict()),
                        status.message() == null ? "" : status.message(),
                        Optional.ofNullable(status.progress()),
                        status.sinks() == null ? List.of() : status.sinks(),
                        status.samples() == null ? List.of() : status.samples(),
                        Measurements.shownBy(status),
                        false);
    }

    /** @param read the first differences, as they were told */
    public Evidence and(List<Difference> read) {
        return with(Samples.after(samples, read));
    }

    Evidence with(List<DifferenceSample> shown) {
        return new Evidence(verdict, message, progress, sinks, shown, measured, isCurrent);
    }

    boolean is(ComparisonVerdict asked) {
        return verdict.equals(Optional.of(asked));
    }
}
