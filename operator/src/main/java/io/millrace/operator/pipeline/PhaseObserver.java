package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.SourceDefinition;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.PhaseFacts;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.savepoints.SavepointRecords.Holder;
import io.millrace.operator.savepoints.SnapshotState;
import io.millrace.operator.transactions.OpenTransaction;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at what only the present phase of an operation asks for. */
final class PhaseObserver {

    private final Ports ports;

    PhaseObserver(Ports ports) {
        this.ports = ports;
    }

    PhaseFacts observe(PipelineId id, Stored stored, Observed<JobState> job, Observed<Revision> running) {
        Optional<Operation> operation = stored.operation();
        if (operation.isEmpty()) {
            return PhaseFacts.atRest(withoutFiles(id, stored));
        }
        OperationPhase phase = operation.get().phase();
        boolean keeping = phase == OperationPhase.KEEP;
        boolean starts = phase == OperationPhase.START && !operation.get().isOfCandidate();
        return new PhaseFacts(
                Optional.of(phase),
                phase == OperationPhase.DRAIN ? savepointSize(id, job) : Optional.empty(),
                keeping ? holders(id, stored) : Map.of(),
                keeping ? offsets(id, running) : Map.of(),
                snapshot(id, stored, operation.get()),
                phase == OperationPhase.TIDY ? ports.snapshots().all(id) : Map.of(),
                starts ? withoutFiles(id, operation.get().to()) : Set.of(),
                orphans(operation.get(), job, running));
    }

    private Set<Slot> withoutFiles(PipelineId id, Stored stored) {
        Set<Slot> slots = new HashSet<>(withoutFiles(id, stored.current()));
        slots.addAll(withoutFiles(id.in(Slot.CANARY), stored.candidateStanding().map(Candidate::name)));
        return slots;
    }

    private Set<Slot> withoutFiles(PipelineId id, Optional<RevisionName> revision) {
        return revision.filter(name -> !ports.revisions().isMountable(id, name)).isPresent()
                ? Set.of(id.slot())
                : Set.of();
    }

    private Map<String, Holder> holders(PipelineId id, Stored stored) {
        return ports.records()
                .holders(id, stored.savepoints().stream().map(Savepoint::name).toList());
    }

    /** Asked while the JobManager of the stopped job is still there. */
    private Optional<Long> savepointSize(PipelineId id, Observed<JobState> job) {
        return job.value().filter(JobState::isStopped).flatMap(seen -> seen.savepointPath()
                .flatMap(path -> ports.monitor().savepointSize(id, seen.jobId(), path)));
    }

    private Map<String, Map<Integer, Long>> offsets(PipelineId id, Observed<Revision> running) {
        return running.value()
                .map(revision -> ports.clusters()
                        .topics(revision.cluster())
                        .committed(id.consumerGroup(), sources(revision.definition())))
                .flatMap(Observed::value)
                .orElse(Map.of());
    }

    private static Set<String> sources(PipelineDefinition definition) {
        return definition.sources().stream().map(SourceDefinition::topic).collect(Collectors.toSet());
    }

    private Observed<SnapshotState> snapshot(PipelineId id, Stored stored, Operation operation) {
        return switch (operation.phase()) {
            case SNAPSHOT, KEEP ->
                operation.isBesideTheLiveJob()
                        ? ports.snapshots().look(id, operation.snapshotName(id.name()))
                        : Observed.absent();
            case REMOVE_CANARY ->
                stored.candidateThere()
                        .map(candidate ->
                                ports.snapshots().look(id, Operation.snapshotName(id.name(), candidate.startedAt())))
                        .orElseGet(Observed::absent);
            default -> Observed.absent();
        };
    }

    /**
     * While no job runs, all that is open; once one has settled, what was opened before it was thought of. A job that was
     * never stopped has settled without an origin, and what is open is its own.
     */
    private Observed<Set<String>> orphans(Operation operation, Observed<JobState> job, Observed<Revision> running) {
        boolean startsAfresh = operation.phase() == OperationPhase.START && job.isAbsent();
        boolean hasSettled = operation.phase() == OperationPhase.TIDY
                && !operation.isBesideTheLiveJob()
                && operation.origin().isPresent();
        if (running.value().isEmpty() || !(startsAfresh || hasSettled)) {
            return Observed.absent();
        }
        Revision revision = running.value().get();
        String prefix = revision.run().transactionalIdPrefix();
        Instant before = startsAfresh ? Instant.MAX : operation.startedAt();
        return ports.clusters()
                .transactions(revision.cluster())
                .open(Set.of(prefix))
                .getOrDefault(prefix, Observed.absent())
                .map(open -> open.stream()
                        .filter(one -> one.startedAt().isBefore(before))
                        .map(OpenTransaction::id)
                        .collect(Collectors.toSet()));
    }
}
