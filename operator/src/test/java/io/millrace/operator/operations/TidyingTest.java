package io.millrace.operator.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.PipelineStatus.SavepointCause;
import io.millrace.operator.canary.CanaryWishes;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.canary.ComparedColumns;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.jobs.Nonces;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.savepoints.SavepointChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Which of the kept savepoints go, whatever the list is like. */
class TidyingTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final RevisionName REVISION = RevisionName.parse("1-aaaaaaaa");
    private static final PipelineId PIPELINE = new PipelineId("shop", "totals", "0a1b2c3d-0000");

    private static final JobState.Spec ASKED = new JobState.Spec(REVISION.toString(), true);
    private static final JobState RUNNING = new JobState(
            "uid",
            1,
            true,
            false,
            ASKED,
            Optional.of(ASKED),
            true,
            "STABLE",
            "READY",
            "RUNNING",
            "job",
            Optional.empty(),
            Optional.empty(),
            Nonces.NONE,
            Optional.empty());

    /** The places in the list, newest first; beyond its end where there is none. */
    record Named(int byTheSpec, int byTheOperation, int byTheCandidate) {}

    @Property
    void what_somebody_may_still_start_from_never_goes_and_all_else_beyond_the_limit_does(
            @ForAll @Size(max = 9) List<SavepointCause> causes,
            @ForAll @IntRange(min = 1, max = 4) int keep,
            @ForAll @IntRange(max = 12) int byTheSpec,
            @ForAll @IntRange(max = 12) int byTheOperation,
            @ForAll @IntRange(max = 12) int byTheCandidate) {
        // given
        List<Savepoint> all = savepoints(causes);
        Named named = new Named(byTheSpec, byTheOperation, byTheCandidate);
        Stored stored = stored(all, named);
        // when
        Tidied tidied = tidy(stored, wishes(keep, at(all, byTheSpec)));
        // then
        Set<Savepoint> needed = needed(all, named);
        List<Savepoint> expected = IntStream.range(0, all.size())
                .filter(place -> place < keep || needed.contains(all.get(place)))
                .mapToObj(all::get)
                .toList();
        assertThat(tidied.kept()).isEqualTo(expected);
        assertThat(tidied.disposed())
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(savepoint -> !expected.contains(savepoint))
                        .map(Savepoint::path)
                        .toList());
    }

    private static Set<Savepoint> needed(List<Savepoint> all, Named named) {
        Set<Savepoint> needed = new HashSet<>();
        all.stream()
                .filter(savepoint -> savepoint.cause() == SavepointCause.STOP)
                .findFirst()
                .ifPresent(needed::add);
        at(all, named.byTheSpec()).ifPresent(needed::add);
        at(all, named.byTheOperation()).ifPresent(needed::add);
        at(all, named.byTheCandidate()).ifPresent(needed::add);
        return needed;
    }

    private static Optional<Savepoint> at(List<Savepoint> all, int place) {
        return all.stream().skip(place).findFirst();
    }

    private static List<Savepoint> savepoints(List<SavepointCause> causes) {
        return IntStream.range(0, causes.size())
                .mapToObj(place -> new Savepoint(
                        "savepoint-" + place,
                        "file:/state/" + place,
                        REVISION.toString(),
                        "job",
                        causes.get(place),
                        NOW.minusSeconds(place).toString(),
                        null))
                .toList();
    }

    private static Stored stored(List<Savepoint> all, Named named) {
        Operation operation = Operation.begin(
                        OperationType.RESTORE,
                        OperationPhase.TIDY,
                        Optional.of(REVISION),
                        Optional.of(REVISION),
                        1,
                        NOW)
                .withOrigin(at(all, named.byTheOperation()).map(Origin::of));
        Stored stored = Stored.of(null).withSavepoints(all).with(operation);
        Candidate candidate =
                Candidate.begin(REVISION, "spec", REVISION, new ComparedColumns(List.of(), List.of(), 100), NOW);
        return at(all, named.byTheCandidate())
                .map(savepoint -> stored.with(candidate.startedFrom(new Candidate.Cut(savepoint.path(), "job"))))
                .orElse(stored);
    }

    private static Wishes wishes(int keep, Optional<Savepoint> restored) {
        return new Wishes(
                false,
                false,
                Optional.empty(),
                restored.map(savepoint -> new Wishes.Restore(savepoint.name(), 1)),
                Optional.empty(),
                Optional.empty(),
                CanaryWishes.NONE,
                Wishes.Deadlines.DEFAULT,
                keep,
                10);
    }

    record Tidied(List<Savepoint> kept, List<String> disposed) {}

    /** Turn by turn until nothing is left to do; a savepoint leaves the list once its data are gone. */
    private static Tidied tidy(Stored stored, Wishes wishes) {
        Stored memory = stored;
        List<String> disposed = new ArrayList<>();
        Step step = Tidying.step(memory, facts(wishes), NOW);
        while (step instanceof Step.Work work) {
            work.effects().forEach(effect -> {
                var dispose = (SavepointChange.Dispose) ((Effect.ChangeSavepoint) effect).change();
                disposed.add(dispose.path());
            });
            memory = work.learnt().apply(memory);
            step = Tidying.step(memory, facts(wishes), NOW);
        }
        assertThat(step).isInstanceOf(Step.Complete.class);
        return new Tidied(memory.savepoints(), disposed);
    }

    private static OperationFacts facts(Wishes wishes) {
        return new OperationFacts(
                PIPELINE,
                NOW,
                1,
                false,
                wishes,
                "spec",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Observed.found(RUNNING),
                Observed.absent(),
                Observed.absent(),
                new PhaseFacts(
                        Optional.of(OperationPhase.TIDY),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Observed.absent(),
                        Map.of(),
                        Set.of(),
                        Observed.absent()),
                CanaryFacts.NONE,
                Evidence.NONE,
                Observed.absent(),
                Observed.absent(),
                Observed.absent(),
                List.of(),
                "default",
                Map.of(),
                Map.of(),
                List.of());
    }
}
