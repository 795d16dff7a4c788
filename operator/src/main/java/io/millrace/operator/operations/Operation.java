package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.revisions.RevisionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The intent: what is being done, stored before it is done.
 *
 * @param from what ran when it began, and what it can go back to
 * @param to what it leads to; empty for a deletion
 * @param generation of the spec that was last looked at for it
 * @param dropsState whether the new job may leave state behind
 * @param notes what the change does to state, a sentence each; of a rollback, why
 * @param origin what the new job starts from, once that is known
 * @param progress of the new job
 */
public record Operation(
        OperationType type,
        OperationPhase phase,
        Optional<RevisionName> from,
        Optional<RevisionName> to,
        long generation,
        Instant startedAt,
        Instant phaseStartedAt,
        boolean dropsState,
        List<String> notes,
        Optional<Origin> origin,
        Progress progress) {

    private static final Set<OperationPhase> BEFORE_THE_START = Set.of(
            OperationPhase.REMOVE_CANARY,
            OperationPhase.SCHEMAS,
            OperationPhase.TOPICS,
            OperationPhase.DRAIN,
            OperationPhase.KEEP);

    public Operation {
        notes = List.copyOf(notes);
    }

    public static Operation begin(
            OperationType type,
            OperationPhase phase,
            Optional<RevisionName> from,
            Optional<RevisionName> to,
            long generation,
            Instant now) {
        return new Operation(
                type, phase, from, to, generation, now, now, false, List.of(), Optional.empty(), Progress.NONE);
    }

    static Operation of(PipelineStatus.Operation stored) {
        return new Operation(
                stored.type(),
                stored.phase(),
                name(stored.fromRevision()),
                name(stored.toRevision()),
                stored.generation(),
                Instant.parse(stored.startedAt()),
                Instant.parse(stored.phaseStartedAt()),
                Boolean.TRUE.equals(stored.dropsState()),
                stored.notes() == null ? List.of() : stored.notes(),
                Origin.of(stored.origin()),
                Progress.of(stored.progress()));
    }

    public PipelineStatus.Operation toStatus() {
        return new PipelineStatus.Operation(
                type,
                phase,
                from.map(RevisionName::toString).orElse(null),
                to.map(RevisionName::toString).orElse(null),
                generation,
                startedAt.toString(),
                phaseStartedAt.toString(),
                dropsState ? true : null,
                notes.isEmpty() ? null : notes,
                origin.map(Origin::toStatus).orElse(null),
                progress.toStatus());
    }

    private static Optional<RevisionName> name(@Nullable String text) {
        return Optional.ofNullable(text).map(RevisionName::parse);
    }

    public Operation at(OperationPhase next, Instant now) {
        return next == phase
                ? this
                : new Operation(type, next, from, to, generation, startedAt, now, dropsState, notes, origin, progress);
    }

    /** The spec changed in nothing that matters to this operation. */
    public Operation seenAt(long newGeneration) {
        return new Operation(
                type, phase, from, to, newGeneration, startedAt, phaseStartedAt, dropsState, notes, origin, progress);
    }

    Operation withOrigin(Optional<Origin> found) {
        return new Operation(
                type, phase, from, to, generation, startedAt, phaseStartedAt, dropsState, notes, found, progress);
    }

    /**
     * Waits again for the job of a revision that was to be replaced.
     *
     * @param began no later than what it was started by: what it has opened since is its own
     * @param committed whether it is known to have written something
     */
    Operation backTo(RevisionName unsettled, Instant began, boolean committed, Instant now) {
        boolean isRollback = type == OperationType.ROLLBACK;
        return new Operation(
                isRollback || type == OperationType.SUSPEND ? OperationType.UPGRADE : type,
                OperationPhase.START,
                isRollback ? to : from,
                Optional.of(unsettled),
                generation,
                began,
                now,
                dropsState,
                notes,
                origin,
                Progress.NONE.orCommitted(committed));
    }

    /** The same towards a revision that has its name already. */
    Operation to(RevisionName named) {
        return new Operation(
                type,
                phase,
                from,
                Optional.of(named),
                generation,
                startedAt,
                phaseStartedAt,
                dropsState,
                notes,
                origin,
                progress);
    }

    /** What becomes of state on the way to a draft. */
    Operation taking(Draft draft) {
        return new Operation(
                type,
                phase,
                from,
                to,
                generation,
                startedAt,
                phaseStartedAt,
                draft.leavesStateBehind(),
                draft.notes(),
                origin,
                progress);
    }

    Operation droppingState(boolean drops) {
        return new Operation(
                type, phase, from, to, generation, startedAt, phaseStartedAt, drops, notes, origin, progress);
    }

    /** @param why a sentence for those who follow it */
    Operation noting(String why) {
        return new Operation(
                type,
                phase,
                from,
                to,
                generation,
                startedAt,
                phaseStartedAt,
                dropsState,
                List.of(why),
                origin,
                progress);
    }

    Operation with(Progress seen) {
        return new Operation(
                type, phase, from, to, generation, startedAt, phaseStartedAt, dropsState, notes, origin, seen);
    }

    public boolean leadsTo(String hash) {
        return to.map(RevisionName::hash).equals(Optional.of(hash));
    }

    /** Under which the Flink Kubernetes operator is asked for a savepoint: fixed with the intent. */
    public String snapshotName(String pipeline) {
        return snapshotName(pipeline, startedAt);
    }

    /** The same of an operation that may be gone by now. */
    public static String snapshotName(String pipeline, Instant startedAt) {
        return pipeline + "-" + startedAt.getEpochSecond();
    }

    /** When it was asked for under that name; never, where it is none of these. */
    static Instant askedAt(String snapshotName) {
        String seconds = snapshotName.substring(snapshotName.lastIndexOf('-') + 1);
        return seconds.matches("[0-9]{1,12}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : Instant.MIN;
    }

    /** Whether it only takes a savepoint while the job runs on. */
    public boolean isBackup() {
        return type == OperationType.SAVEPOINT;
    }

    /** Whether it touches nothing that is live. */
    public boolean isBesideTheLiveJob() {
        return isBackup() || isOfCandidate();
    }

    /** Whether it makes or removes a candidate. */
    public boolean isOfCandidate() {
        return type == OperationType.CANARY || type == OperationType.ABORT;
    }

    /** Whether its job was started, or may have been, and has not settled. */
    boolean isUnsettled() {
        return phase == OperationPhase.START || phase == OperationPhase.SETTLE;
    }

    /** Whether its job goes on from the last checkpoint of one that could not be stopped with a savepoint. */
    boolean isFromCheckpoint() {
        return origin.filter(from -> !from.isSavepoint()).isPresent();
    }

    /** Whether its job begins without any state, as there is none. */
    boolean isFromNothing() {
        boolean isRollout = type == OperationType.DEPLOY || type == OperationType.UPGRADE;
        // One that leads back to what runs has stopped nothing, and goes on from nowhere else.
        boolean goesOn = to.isPresent() && to.equals(from);
        return isRollout && isUnsettled() && origin.isEmpty() && !goesOn;
    }

    /** Whether it leads to another revision or state, and has not come so far that a job was started for it. */
    boolean isOnItsWay() {
        boolean isBefore = BEFORE_THE_START.contains(phase);
        boolean isRollout =
                type == OperationType.DEPLOY || type == OperationType.UPGRADE || type == OperationType.RESTORE;
        return isBefore && isRollout;
    }

    /** Whether it was to go on from where the job stopped, and nothing was kept there: only another state gets it on. */
    public boolean lacksState(Observed<JobState> job) {
        return phase == OperationPhase.DRAIN
                && type != OperationType.RESTORE
                && job.value().filter(JobState::isStoppedWithoutSavepoint).isPresent();
    }

    /**
     * Whether its job has written what readers may have seen.
     *
     * @param started its job, once it was started
     */
    boolean isInLedger(Observed<LastBooks> ledger, Optional<JobState> started, Lineage lineage) {
        // Of a revision that ran before, the last rows may be those of the job before.
        boolean ran = from.equals(to) || type == OperationType.ROLLBACK;
        boolean areItsOwn = started.filter(job ->
                        ledger.value().filter(last -> last.isBy(job, lineage)).isPresent())
                .isPresent();
        return writesLast(ledger) && (!ran || areItsOwn);
    }

    /** Whether the last rows of the ledger are of the revision that it leads to. */
    boolean writesLast(Observed<LastBooks> ledger) {
        return ledger.value().map(LastBooks::revision).equals(to);
    }

    /** Whether what comes before the start takes too long, a stop apart, which has a deadline of its own. */
    public boolean isLate(OperationFacts facts, Instant now) {
        boolean isPreparing = BEFORE_THE_START.contains(phase) && phase != OperationPhase.DRAIN;
        return isPreparing
                && !isBackup()
                && type != OperationType.DELETE
                && hasLasted(facts.wishes().deadlines().start(), facts, now);
    }

    /** Whether the present phase has lasted longer, as far as this operator could do anything in it. */
    boolean hasLasted(Duration time, OperationFacts facts, Instant now) {
        return facts.isOver(time, phaseStartedAt, now);
    }

    String target() {
        return to.map(RevisionName::toString).orElse("");
    }
}
