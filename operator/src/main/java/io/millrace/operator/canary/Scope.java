package io.millrace.operator.canary;

import io.millrace.definition.Comparison;
import io.millrace.definition.Comparison.Uncompared;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.PipelineDefinition.Delivery;
import io.millrace.definition.state.WarmUp;
import io.millrace.operator.revisions.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a candidate's output can be compared at all, as its definition and the live one say.
 *
 * @param lost what the candidate's own change keeps from being compared, each a part of a sentence: the live revision
 *     compared with itself has none of it
 * @param compared sinks that are
 * @param windowed of those, the ones with results of windows
 * @param notes what people must know of what is compared, each a part of a sentence
 * @param mayWriteAgain whether a restart of one of the jobs ends the comparison
 */
record Scope(
        List<String> lost, List<String> compared, List<String> windowed, List<String> notes, boolean mayWriteAgain) {

    // Every pipeline has a sink, so no scope that is known is empty.
    static final Scope UNKNOWN = new Scope(List.of(), List.of(), List.of(), List.of(), false);

    /** @param revision of the candidate, as it runs */
    static Scope of(Optional<Revision> revision) {
        return revision.flatMap(candidate ->
                        Optional.ofNullable(candidate.run().comparison()).map(with -> of(with, candidate.definition())))
                .orElse(UNKNOWN);
    }

    static Scope of(Comparison comparison, PipelineDefinition candidate) {
        Map<String, Uncompared> uncompared = comparison.uncompared(candidate);
        List<String> compared = comparison.compared(candidate);
        List<String> notes = new ArrayList<>();
        if (comparison.keysPercent() < Comparison.ALL_KEYS) {
            notes.add("of all keys, " + comparison.keysPercent() + "% are processed and compared");
        }
        uncompared.forEach((sink, why) -> notes.add("sink " + sink + " is not compared, as " + reason(why)));
        Map<String, WarmUp> warmUp = comparison.warmUp(candidate);
        compared.forEach(sink -> notes.addAll(notes(sink, comparison, candidate, warmUp.get(sink))));
        return new Scope(
                lost(comparison, candidate),
                compared,
                comparison.windowed(candidate),
                notes,
                comparison.live().delivery() == Delivery.AT_LEAST_ONCE
                        || candidate.delivery() == Delivery.AT_LEAST_ONCE);
    }

    // What nobody compares is as good as what is gone, unless it was so before.
    private static List<String> lost(Comparison comparison, PipelineDefinition candidate) {
        PipelineDefinition live = comparison.live();
        Set<String> never = comparison.uncompared(live).keySet();
        List<String> lost = new ArrayList<>();
        comparison.uncompared(candidate).forEach((sink, why) -> {
            if (why == Uncompared.ONLY_LIVE) {
                lost.add("the candidate does not have sink " + sink);
            } else if (why != Uncompared.ONLY_CANDIDATE && !never.contains(sink)) {
                lost.add("sink " + sink + " can be compared no longer, as " + reason(why));
            }
        });
        comparison.compared(candidate).forEach(sink -> {
            Set<String> columns = comparison.chance(sink, candidate);
            columns.removeAll(comparison.chance(sink, live));
            if (!columns.isEmpty()) {
                lost.add("sink " + sink + " can be compared no longer by " + String.join(", ", columns)
                        + ", as sums of FLOAT and DOUBLE depend on the order of addition, unless"
                        + " spec.rollout.compare.allow names these columns");
            }
        });
        return lost;
    }

    private static List<String> notes(
            String sink, Comparison comparison, PipelineDefinition candidate, @Nullable WarmUp warmUp) {
        List<String> notes = new ArrayList<>();
        if (warmUp != null) {
            notes.add("sink " + sink + " is compared in windows that began after the savepoint only, as "
                    + String.join(", ", warmUp.steps()) + " began without state");
        }
        List<String> byOrder =
                List.copyOf(comparison.dependingOnOrder(candidate).getOrDefault(sink, Set.of()));
        if (!byOrder.isEmpty()) {
            notes.add("sink " + sink + " is not compared by " + String.join(", ", byOrder)
                    + ", as sums of FLOAT and DOUBLE depend on the order of addition");
        }
        List<String> choosing = List.copyOf(comparison.choosing(sink, candidate));
        if (!choosing.isEmpty()) {
            notes.add("in sink " + sink + ", which of several repetitions " + String.join(", ", choosing)
                    + " lets through depends on the order in which partitions are read");
        }
        return notes;
    }

    private static String reason(Uncompared why) {
        return switch (why) {
            case ONLY_LIVE -> "the candidate does not have it";
            case ONLY_CANDIDATE -> "the live revision does not have it";
            case SHARED_TOPIC -> "another sink writes the same topic";
            case RESULTS_COME_AGAIN ->
                "a window with allowedLateness before it gives results as often as late records come";
            case BEGINS_WITHOUT_STATE ->
                "a step before it began without state and its records do not tell their window";
            case DEPENDS_ON_ORDER ->
                "which records it has depends on sums of FLOAT or DOUBLE, and so on the order of addition";
            case NOT_SAMPLED ->
                "no column of it tells of a record whether its keys are sampled; it takes all keys to compare it, without"
                        + " spec.rollout.sample";
        };
    }

    /** Whether anything is known of what the two write. */
    boolean isKnown() {
        return !equals(UNKNOWN);
    }

    /** Behind a sentence. */
    String text() {
        StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append("; ").append(note));
        return text.toString();
    }
}
