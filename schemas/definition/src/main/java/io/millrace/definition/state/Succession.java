package io.millrace.definition.state;

import io.millrace.definition.PipelineDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A definition that takes over the state of another, as it is to run.
 *
 * @param definition with the generations of its turn; not to be used when something {@link #refusals refuses}
 * @param findings what the change does to state, in the order of sources, steps, the rest
 * @param leavesStateBehind whether Flink must be told, for this one start, that not all state is claimed
 *     ({@code allowNonRestoredState})
 */
public record Succession(PipelineDefinition definition, List<Finding> findings, boolean leavesStateBehind) {

    public Succession {
        findings = List.copyOf(findings);
    }

    /**
     * Judges a change.
     *
     * @param before the job whose state is restored; empty at the very first start
     * @param next as it was compiled
     * @param dropState names of the sources and steps whose state may go where it cannot be kept; naming one that can
     *     keep its state does nothing
     */
    public static Succession of(Optional<StatefulJob> before, StatefulJob next, List<String> dropState) {
        List<Finding> compared = before.map(former -> compare(former, next)).orElseGet(List::of);
        Set<String> dropped = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : compared) {
            if (finding.verdict() == Verdict.NEEDS_DROP && dropState.contains(finding.subject())) {
                dropped.add(finding.subject());
                findings.add(finding.dropped());
            } else {
                findings.add(finding);
            }
        }
        // What else would become of state that is dropped is of no interest.
        findings.removeIf(finding -> finding.verdict() != Verdict.DROPPED && dropped.contains(finding.subject()));
        findings.addAll(judge(dropState, dropped, before, next.definition()));
        PipelineDefinition definition = before.map(
                        former -> Generations.of(former.definition()).passedOnTo(next.definition(), dropped))
                .orElse(next.definition());
        Leftovers left = before.map(former -> Leftovers.between(
                        former.manifest(),
                        former.pipeline(),
                        next.with(definition).manifest(),
                        judged(findings)))
                .orElse(Leftovers.NONE);
        findings.addAll(of(left));
        return new Succession(definition, findings, left.isAny());
    }

    private static List<Finding> compare(StatefulJob before, StatefulJob next) {
        return Stream.of(
                        SourceComparison.compare(before, next),
                        StepComparison.compare(before, next),
                        JobComparison.compare(before, next))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Finding> judge(
            List<String> dropState, Set<String> dropped, Optional<StatefulJob> before, PipelineDefinition next) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < dropState.size(); i++) {
            String name = dropState.get(i);
            String path = "spec.rollout.dropState[" + i + "]";
            boolean known = has(next, name)
                    || before.map(StatefulJob::definition)
                            .filter(former ->
                                    has(former, name) || Generations.of(former).knows(name))
                            .isPresent();
            if (!known) {
                findings.add(new Finding(
                        name,
                        Verdict.NO_SUCH_STEP,
                        path,
                        "there is no source or step '" + name + "', nor was there one; correct the name or remove it"));
            } else if (!dropped.contains(name)) {
                findings.add(new Finding(
                        name,
                        Verdict.NOTHING_TO_DROP,
                        path,
                        "does nothing: no state of '" + name + "' has to go; remove it, or it may drop state in a"
                                + " later change"));
            }
        }
        return findings;
    }

    private static boolean has(PipelineDefinition definition, String name) {
        return definition.sources().stream().anyMatch(source -> source.name().equals(name))
                || definition.steps().stream().anyMatch(step -> step.name().equals(name));
    }

    /** Of whose state it is said that it goes, or that it would have to. */
    private static Set<String> judged(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.DROPPED || finding.verdict() == Verdict.NEEDS_DROP)
                .map(Finding::subject)
                .collect(Collectors.toSet());
    }

    private static List<Finding> of(Leftovers left) {
        List<Finding> findings = new ArrayList<>();
        if (left.sink()) {
            findings.add(Finding.of(
                    Verdict.LEFT_TO_ITS_PIPELINE,
                    "spec.restore.savepoint",
                    "the savepoint is another pipeline's, and the transactions in it stay that pipeline's"));
        }
        left.unaccounted()
                .forEach(uid -> findings.add(Finding.of(
                        Verdict.INCOMPATIBLE,
                        "spec",
                        "no source or step takes over the state of operator " + uid
                                + ", and nothing says that it may go")));
        return findings;
    }

    /** Why the change must not be made; nothing when it may. */
    public List<Finding> refusals() {
        return findings.stream().filter(finding -> finding.verdict().refuses()).toList();
    }

    /** Whether a checkpoint of the job will not do, as one that is left of a job that cannot take a savepoint. */
    public boolean needsSavepoint() {
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.NEEDS_SAVEPOINT);
    }
}
