package io.millrace.definition.state;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Keyed;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which generation of each source and step there is, and was: who keeps its state keeps its generation, and no later one
 * ever finds the state of an earlier one.
 *
 * @param present of what the definition has
 * @param retired of what it had
 */
record Generations(Map<String, Integer> present, Map<String, Integer> retired) {

    static Generations of(PipelineDefinition definition) {
        Map<String, Integer> present = new TreeMap<>();
        for (SourceDefinition source : definition.sources()) {
            present.put(source.name(), Uid.parse(source.uid()).generation());
        }
        for (StepDefinition step : definition.steps()) {
            int generation = Uid.parse(step.uid()).generation();
            // A first one that keeps nothing leaves nothing that another could find.
            if (step instanceof Keyed || generation > 1) {
                present.put(step.name(), generation);
            }
        }
        return new Generations(present, definition.retired());
    }

    boolean knows(String name) {
        return present.containsKey(name) || retired.containsKey(name);
    }

    /** The definition with the uids of its turn. */
    PipelineDefinition passedOnTo(PipelineDefinition next, Set<String> dropped) {
        Map<String, Integer> gone = new TreeMap<>(retired);
        gone.putAll(present);
        next.sources().forEach(source -> gone.remove(source.name()));
        next.steps().forEach(step -> gone.remove(step.name()));
        return new PipelineDefinition(
                next.formatVersion(),
                next.sources().stream()
                        .map(source -> source.withUid(uid(source.uid(), dropped)))
                        .toList(),
                next.steps().stream()
                        .map(step -> step.withUid(uid(step.uid(), dropped)))
                        .toList(),
                next.sinks(),
                next.deadLetter(),
                next.lateTopic(),
                next.ledgerTopic(),
                next.delivery(),
                gone);
    }

    private String uid(String compiled, Set<String> dropped) {
        Uid uid = Uid.parse(compiled);
        int kept = present.getOrDefault(uid.name(), retired.getOrDefault(uid.name(), 0) + 1);
        return uid.withGeneration(dropped.contains(uid.name()) ? kept + 1 : kept)
                .toString();
    }
}
