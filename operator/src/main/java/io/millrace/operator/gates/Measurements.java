package io.millrace.operator.gates;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.GateResult;
import io.millrace.api.v1alpha1.PipelineStatus.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gates of a candidate have come to, and the look that the next one is held against. It is all in the status:
 * another process goes on with it.
 */
public record Measurements(Optional<Measurement> last, List<GateResult> results) {

    public static final Measurements NONE = new Measurements(Optional.empty(), List.of());

    // No gate is in a hurry, and each step is a write of the status.
    private static final Duration STEP = Duration.ofMinutes(1);

    public Measurements {
        results = List.copyOf(results);
    }

    public static Measurements shownBy(PipelineStatus.@Nullable Rollout status) {
        return status == null || status.gates() == null
                ? NONE
                : new Measurements(Optional.ofNullable(status.measurement()), status.gates());
    }

    /**
     * @param look empty where one of the systems does not answer: the next one covers the time
     * @param since when the candidate had been restored
     * @param minRecords that both must have read before a ratio of counts means anything
     */
    public Measurements after(List<Gate> gates, Optional<Look> look, Instant since, long minRecords) {
        if (gates.isEmpty()) {
            return NONE;
        }
        Optional<Look> step =
                look.filter(seen -> last.isEmpty() || !at(last.get()).plus(STEP).isAfter(seen.at()));
        Optional<Minute> minute = step.flatMap(seen ->
                last.map(then -> seen.after(at(then), Counters.of(then.live()), Counters.of(then.candidate()), since)));
        return new Measurements(
                step.map(Measurements::measurement).or(() -> last),
                gates.stream().map(gate -> result(gate, minute, minRecords)).toList());
    }

    private static Instant at(Measurement taken) {
        return Instant.parse(taken.at());
    }

    private static Measurement measurement(Look look) {
        return new Measurement(
                look.at().toString(),
                look.live().counters().toStatus(),
                look.candidate().counters().toStatus());
    }

    private GateResult result(Gate gate, Optional<Minute> minute, long minRecords) {
        Measure measure = Measure.of(gate.metric());
        Optional<GateResult> known = results.stream()
                .filter(result -> result.metric() == gate.metric())
                .filter(result -> result.limit().equals(gate.limit().toString()))
                .findFirst();
        Tally before = known.map(Tally::of).orElse(Tally.NOTHING);
        Tally tally = minute.map(seen -> measure.after(before, gate, seen)).orElse(before);
        Finding now = measure.judge(tally, gate, minRecords);
        // Who was told no must not get a yes because time goes by.
        boolean hasFailed = known.filter(result -> result.verdict() == ComparisonVerdict.FAILED)
                .isPresent();
        Finding finding = hasFailed ? Finding.failed(now.why()) : now;
        return new GateResult(
                gate.metric(),
                gate.limit().toString(),
                finding.verdict(),
                finding.why(),
                tally.live(),
                tally.candidate(),
                tally.liveRecords(),
                tally.candidateRecords(),
                tally.minutes(),
                tally.beyond());
    }

    /** What the gates of this verdict say, a sentence each. */
    public List<String> sentences(ComparisonVerdict verdict) {
        return results.stream()
                .filter(result -> result.verdict() == verdict)
                .map(result -> "gate " + Measure.of(result.metric()).word() + ": " + result.message())
                .toList();
    }

    public boolean hasFailed() {
        return results.stream().anyMatch(result -> result.verdict() == ComparisonVerdict.FAILED);
    }
}
