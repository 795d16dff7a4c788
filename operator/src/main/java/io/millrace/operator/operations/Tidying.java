package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.revisions.RevisionName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The phase after a job has settled: what nobody needs any more goes. */
final class Tidying {

    private Tidying() {}

    static Step step(Stored stored, OperationFacts facts) {
        List<Effect> effects = superfluous(stored, facts).stream()
                .<Effect>map(Effect.RemoveRevision::new)
                .toList();
        return effects.isEmpty() ? Step.complete() : new Step.Work(effects);
    }

    /** Revisions beyond the limit, but none that may still be needed to go back to. */
    private static List<RevisionName> superfluous(Stored stored, OperationFacts facts) {
        Set<RevisionName> needed = needed(stored);
        return facts.revisions().stream()
                .sorted(Comparator.comparingInt(RevisionName::ordinal).reversed())
                .skip(facts.wishes().keptRevisions())
                .filter(name -> !needed.contains(name))
                .toList();
    }

    private static Set<RevisionName> needed(Stored stored) {
        Optional<Operation> operation = stored.operation();
        Stream<RevisionName> running = Stream.of(
                        stored.current(),
                        stored.previous(),
                        operation.flatMap(Operation::from),
                        operation.flatMap(Operation::to))
                .flatMap(Optional::stream);
        Stream<RevisionName> restorable = stored.savepoints().stream()
                .map(Savepoint::revision)
                .flatMap(name -> RevisionName.tryParse(name).stream());
        return Stream.concat(running, restorable).collect(Collectors.toSet());
    }
}
