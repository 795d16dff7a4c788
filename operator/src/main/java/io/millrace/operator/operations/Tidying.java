package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.savepoints.SavepointChange;
import io.millrace.operator.savepoints.SnapshotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The phase after a job has settled: what nobody needs any more goes. */
final class Tidying {

    private Tidying() {}

    static Step step(Stored stored, OperationFacts facts, Instant now) {
        if (!facts.phaseFacts().areFor(OperationPhase.TIDY)) {
            return Step.await(Reason.TIDYING, "what is not needed any more is being removed");
        }
        // Only a job that runs can remove one. Nothing is to wait for that: they go with the next operation.
        boolean isUp = facts.job().value().filter(JobState::isUp).isPresent();
        List<Savepoint> surplus = isUp ? surplus(stored, facts.wishes()) : List.of();
        List<Effect> effects = new ArrayList<>();
        orphans(facts).ifPresent(effects::add);
        surplus.forEach(savepoint -> effects.add(
                new Effect.ChangeSavepoint(new SavepointChange.Dispose(savepoint.name(), savepoint.path()))));
        facts.phaseFacts().unclaimed().forEach((name, state) -> Unclaimed.removal(name, state, stored, facts, now)
                .ifPresent(effects::add));
        superfluous(stored, facts).forEach(name -> effects.add(new Effect.RemoveRevision(name)));
        if (!effects.isEmpty()) {
            return new Step.Work(effects, memory -> without(surplus, memory));
        }
        return isUp && isExpected(facts, now)
                ? Step.await(Reason.TIDYING, "waiting for a savepoint that nobody needs any more, to remove it")
                : Step.complete();
    }

    /** Whether nothing is left but to wait for what may come: anything else comes first. */
    static boolean onlyWaits(Stored stored, OperationFacts facts, Instant now) {
        return facts.phaseFacts().areFor(OperationPhase.TIDY) && step(stored, facts, now) instanceof Step.Await;
    }

    private static Stored without(List<Savepoint> disposed, Stored memory) {
        return memory.withSavepoints(memory.savepoints().stream()
                .filter(savepoint -> !disposed.contains(savepoint))
                .toList());
    }

    // One that does not come in time is left to the next operation.
    private static boolean isExpected(OperationFacts facts, Instant now) {
        return facts.phaseFacts().unclaimed().entrySet().stream()
                .filter(asked -> asked.getValue() instanceof SnapshotState.Pending)
                .anyMatch(asked -> Unclaimed.isRecent(asked.getKey(), facts, now));
    }

    /** While Kafka cannot be asked, they wait for the next operation; the metric shows them. */
    static Optional<Effect> orphans(OperationFacts facts) {
        return facts.phaseFacts()
                .orphans()
                .value()
                .filter(ids -> !ids.isEmpty())
                .map(ids -> new Effect.FenceTransactions(facts.cluster(), ids));
    }

    /** The oldest ones beyond the limit, but none that somebody may still start from. */
    private static List<Savepoint> surplus(Stored stored, Wishes wishes) {
        Set<String> needed = neededPaths(stored);
        return stored.savepoints().stream()
                .skip(wishes.keptSavepoints())
                .filter(savepoint -> !needed.contains(savepoint.path()))
                .filter(savepoint -> !wishes.restores(savepoint))
                .toList();
    }

    /** Where the job was stopped last, where a candidate began, and what the operation starts from. */
    private static Set<String> neededPaths(Stored stored) {
        return Stream.of(
                        stored.lastStop().map(Savepoint::path),
                        stored.candidateThere().flatMap(Candidate::cut).map(Candidate.Cut::savepoint),
                        stored.operation().flatMap(Operation::origin).flatMap(Origin::path))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
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
                        stored.candidateThere().map(Candidate::name),
                        operation.flatMap(Operation::from),
                        operation.flatMap(Operation::to))
                .flatMap(Optional::stream);
        Stream<RevisionName> restorable = stored.savepoints().stream()
                .map(Savepoint::revision)
                .flatMap(name -> RevisionName.tryParse(name).stream());
        return Stream.concat(running, restorable).collect(Collectors.toSet());
    }
}
