package io.millrace.definition.state;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the job runs on, and its sinks. */
final class JobComparison {

    private JobComparison() {}

    static List<Finding> compare(StatefulJob before, StatefulJob next) {
        List<Finding> findings = new ArrayList<>();
        if (before.maxParallelism() != next.maxParallelism()) {
            findings.add(Finding.of(
                    Verdict.INCOMPATIBLE,
                    "spec.flink.maxParallelism",
                    "cannot be changed from " + before.maxParallelism() + " to " + next.maxParallelism()
                            + ": all state is laid out by it; put it back, or make a new pipeline"));
        }
        if (before.parallelism() != next.parallelism()) {
            findings.add(Finding.of(
                    Verdict.SAFE,
                    "spec.flink.parallelism",
                    "state is spread over " + next.parallelism() + " subtasks instead of " + before.parallelism()));
        }
        if (!before.stateBackend().equals(next.stateBackend())) {
            findings.add(Finding.of(
                    Verdict.NEEDS_SAVEPOINT,
                    "spec.flink.stateBackend",
                    "only a savepoint can be read by another backend; the job must be able to take one"));
        }
        findings.addAll(compare(before.definition(), next.definition()));
        return findings;
    }

    private static List<Finding> compare(PipelineDefinition before, PipelineDefinition next) {
        List<Finding> findings = new ArrayList<>();
        if (before.delivery() != next.delivery()) {
            findings.add(Finding.of(
                    Verdict.SAFE,
                    "spec.delivery",
                    "transactions of the old job are ended first; what steps and sources keep is the same in both"));
        }
        if (!before.deadLetter().equals(next.deadLetter())) {
            findings.add(Finding.of(Verdict.SAFE, "spec.deadLetter", "nothing is kept of dead letters"));
        }
        Map<String, SinkDefinition> former =
                before.sinks().stream().collect(Collectors.toMap(SinkDefinition::name, Function.identity()));
        for (int i = 0; i < next.sinks().size(); i++) {
            SinkDefinition sink = next.sinks().get(i);
            if (!sink.equals(former.remove(sink.name()))) {
                findings.add(sink("spec.sinks[" + i + "]"));
            }
        }
        if (!former.isEmpty()) {
            findings.add(sink("spec.sinks"));
        }
        return findings;
    }

    private static Finding sink(String path) {
        return Finding.of(
                Verdict.SAFE, path, "nothing is kept for one sink: all of them write in the job's one transaction");
    }
}
