package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.PipelineStatus.SavepointCause;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.savepoints.SavepointChange;
import io.millrace.operator.savepoints.SavepointRecord;
import io.millrace.operator.savepoints.SavepointRecords.Holder;
import io.millrace.operator.savepoints.SnapshotState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The phases in which a savepoint is taken while the job runs on, and in which what is known of one is kept. */
final class Keeping {

    private Keeping() {}

    static Step snapshot(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        if (!facts.phaseFacts().areFor(OperationPhase.SNAPSHOT)) {
            return Step.await(Reason.SAVING, "a savepoint is being taken");
        }
        String name = operation.snapshotName(facts.pipeline().name());
        Observed<SnapshotState> snapshot = facts.phaseFacts().snapshot();
        boolean isKnown = operation.isBackup()
                || facts.job().value().filter(job -> !job.jobId().isEmpty()).isPresent();
        Optional<String> path = snapshot.value()
                .filter(state -> isKnown)
                .filter(SnapshotState.Completed.class::isInstance)
                .map(completed -> ((SnapshotState.Completed) completed).path());
        if (path.isPresent()) {
            return taken(path.get(), stored, operation, facts, now);
        }
        Optional<String> failure = snapshot.value()
                .filter(SnapshotState.Failed.class::isInstance)
                .map(failed -> ((SnapshotState.Failed) failed).why());
        if (failure.isPresent()
                || operation.hasLasted(facts.wishes().deadlines().savepoint(), facts, now)) {
            return notTaken(operation, failure, snapshot.isAbsent() ? facts.refusal() : Optional.empty());
        }
        if (snapshot.isAbsent()) {
            return Step.work(new Effect.ChangeSavepoint(new SavepointChange.Take(name)));
        }
        boolean isToBeAskedForAgain = snapshot.value()
                        .filter(SnapshotState.Abandoned.class::isInstance)
                        .isPresent()
                && facts.job().value().filter(JobState::isUp).isPresent();
        if (isToBeAskedForAgain) {
            return Step.work(new Effect.ChangeSavepoint(new SavepointChange.Forget(name)));
        }
        return snapshot.outage()
                .map(Step::await)
                .orElseGet(() -> Step.await(Reason.SAVING, "a savepoint is being taken"));
    }

    // The next scheduled one is due soon enough; what is missing shows in the list.
    private static Step notTaken(Operation operation, Optional<String> failure, Optional<String> refusal) {
        return operation.isBackup()
                ? Step.complete()
                : new Step.Abandon("candidate " + operation.target()
                        + " cannot be started: no savepoint of the live job could be taken"
                        + failure.map(why -> "; the Flink Kubernetes operator says: " + why)
                                .orElse(" in time"
                                        + refusal.map(why -> ": " + why).orElse("")));
    }

    private static Step taken(String path, Stored stored, Operation operation, OperationFacts facts, Instant now) {
        SavepointCause cause = operation.isBackup() ? SavepointCause.SCHEDULE : SavepointCause.CANARY;
        Savepoint savepoint = savepoint(path, cause, stored, facts, now);
        return Step.complete(memory -> {
            Stored kept = memory.withSavepoint(savepoint);
            return kept.candidateStanding()
                    .filter(candidate -> !operation.isBackup())
                    .map(candidate -> kept.with(candidate.startedFrom(new Candidate.Cut(path, savepoint.jobId()))))
                    .orElse(kept);
        });
    }

    private static Savepoint savepoint(
            String path, SavepointCause cause, Stored stored, OperationFacts facts, Instant now) {
        Optional<JobState> job = facts.job().value();
        String revision = job.flatMap(seen -> TheJob.revision(seen, stored))
                .map(RevisionName::toString)
                .orElse("");
        return new Savepoint(
                SavepointNames.of(revision, now),
                path,
                revision,
                job.map(JobState::jobId).orElse(""),
                cause,
                now.toString(),
                null);
    }

    /**
     * The description of each savepoint, while what it says can still be seen. One whose name somebody else has taken is
     * listed under another, unless the spec asks for it by that name.
     */
    static Step keep(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        if (!facts.phaseFacts().areFor(OperationPhase.KEEP)) {
            return Step.await(Reason.SAVING, "what is known of the savepoint is being kept");
        }
        Map<String, Holder> holders = facts.phaseFacts().holders();
        Optional<Savepoint> displaced = stored.savepoints().stream()
                .filter(savepoint -> holders.get(savepoint.name()) == Holder.SOMEBODY_ELSE)
                .filter(savepoint -> !facts.wishes().restores(savepoint))
                .findFirst();
        if (displaced.isPresent()) {
            return renamed(displaced.get(), stored, now);
        }
        List<Effect> effects = stored.savepoints().stream()
                .filter(savepoint -> !holders.containsKey(savepoint.name()))
                .<Effect>map(savepoint ->
                        new Effect.ChangeSavepoint(new SavepointChange.Keep(record(savepoint, stored, facts))))
                .toList();
        if (!effects.isEmpty()) {
            return new Step.Work(effects);
        }
        return operation.isBesideTheLiveJob() ? forget(stored, operation, facts, now) : Step.complete();
    }

    private static Step renamed(Savepoint savepoint, Stored stored, Instant now) {
        Set<String> listed = stored.savepoints().stream().map(Savepoint::name).collect(Collectors.toSet());
        String name = SavepointNames.unlike(listed, savepoint.revision(), now);
        return new Step.Note(
                memory -> memory.withSavepoints(memory.savepoints().stream()
                        .map(kept -> kept.equals(savepoint) ? named(name, kept) : kept)
                        .toList()),
                OperationPlan.Waiting.on(
                        Reason.SAVING, "the ConfigMap of savepoint " + savepoint.name() + " belongs to somebody else"));
    }

    private static Savepoint named(String name, Savepoint kept) {
        return new Savepoint(
                name, kept.path(), kept.revision(), kept.jobId(), kept.cause(), kept.takenAt(), kept.size());
    }

    private static Step forget(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        String name = operation.snapshotName(facts.pipeline().name());
        return facts.phaseFacts()
                .snapshot()
                .value()
                .flatMap(there -> Unclaimed.removal(name, there, stored, facts, now))
                .map(removal -> Step.work(removal))
                .orElseGet(Step::complete);
    }

    private static SavepointRecord record(Savepoint savepoint, Stored stored, OperationFacts facts) {
        Optional<Revision> revision = facts.stored(RevisionName.tryParse(savepoint.revision()));
        boolean isNewest = stored.savepoints().indexOf(savepoint) == 0;
        return new SavepointRecord(
                facts.pipeline(),
                savepoint,
                revision.map(of -> of.flink().flinkVersion()).orElse(""),
                facts.cluster(),
                revision.map(Revision::job),
                revision.map(Revision::schemas).orElse(List.of()),
                isNewest ? facts.phaseFacts().offsets() : Map.of());
    }
}
