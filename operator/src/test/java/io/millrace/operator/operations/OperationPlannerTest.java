package io.millrace.operator.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.OriginKind;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.canary.CanaryWishes;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.jobs.Nonces;
import io.millrace.operator.operations.Effect.ChangeJob;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operation does next about the job, told from what is stored and seen. */
class OperationPlannerTest {

    private static final PipelineId PIPELINE = new PipelineId("shop", "totals", "0a1b2c3d-0000");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final RevisionName FIRST = RevisionName.parse("1-aaaaaaaa");
    private static final RevisionName SECOND = RevisionName.parse("2-bbbbbbbb");
    private static final String PATH = "file:/state/savepoint-1";

    private static Revision revision(RevisionName name) {
        return revision(name, "v2_2", FlinkSettings.StateBackend.HEAP);
    }

    private static Revision revision(RevisionName name, String flinkVersion, FlinkSettings.StateBackend backend) {
        var settings = new FlinkSettings.Resources(1, 1024);
        return new Revision(
                name,
                "spec-" + name.hash(),
                "default",
                new PipelineDefinition(
                        PipelineDefinition.FORMAT_VERSION,
                        List.of(),
                        List.of(),
                        List.of(),
                        new PipelineDefinition.DeadLetter("dlq", PipelineDefinition.Payload.ORIGINAL),
                        "late",
                        "ledger",
                        PipelineDefinition.Delivery.EXACTLY_ONCE),
                new RunSettings(
                        PipelineDefinition.FORMAT_VERSION,
                        "shop",
                        "totals",
                        "uid",
                        name.toString(),
                        RunSettings.Slot.PROD,
                        new RunSettings.Connection("kafka", Map.of(), null),
                        1,
                        1,
                        1,
                        Map.of()),
                new FlinkSettings(
                        "image",
                        flinkVersion,
                        "flink",
                        "file:/state",
                        1,
                        1,
                        backend,
                        new FlinkSettings.Checkpoints(1, 1, 1),
                        settings,
                        settings,
                        1),
                List.of(),
                List.of());
    }

    private static Stored stored(OperationType type, OperationPhase phase, RevisionName current, RevisionName to) {
        Stored nothing = Stored.of(null);
        Lineage ran = nothing.lineage().withSettled("job-0");
        return nothing.with(ran.withCurrent(current, "spec-" + current.hash(), Optional.empty()))
                .with(Operation.begin(type, phase, Optional.of(FIRST), Optional.of(to), 1, NOW));
    }

    /** A job as it asks, is taken and goes. */
    private static JobState job(RevisionName revision, boolean running, boolean caughtUp, String state) {
        var spec = new JobState.Spec(revision.toString(), running);
        return new JobState(
                "uid",
                1,
                true,
                false,
                spec,
                Optional.of(spec).filter(taken -> caughtUp),
                caughtUp,
                state.equals("FINISHED") ? "SUSPENDED" : "STABLE",
                "READY",
                state,
                "job-1",
                state.equals("FINISHED") ? Optional.of(JobState.Stop.SAVEPOINT) : Optional.empty(),
                state.equals("FINISHED") ? Optional.of(PATH) : Optional.empty(),
                Nonces.NONE,
                Optional.empty());
    }

    private static OperationFacts facts(
            Observed<JobState> job, Observed<JobFigures> figures, boolean suspend, Optional<Verdict> verdict) {
        return facts(job, figures, suspend, verdict, revision(SECOND));
    }

    private static OperationFacts facts(
            Observed<JobState> job,
            Observed<JobFigures> figures,
            boolean suspend,
            Optional<Verdict> verdict,
            Revision target) {
        return new OperationFacts(
                PIPELINE,
                NOW,
                1,
                false,
                wishes(suspend),
                "spec-bbbbbbbb",
                Optional.empty(),
                Optional.empty(),
                verdict,
                job,
                figures,
                Observed.absent(),
                PhaseFacts.NONE,
                CanaryFacts.NONE,
                Evidence.NONE,
                Observed.found(target),
                Observed.found(revision(FIRST)),
                Observed.found(revision(FIRST)),
                List.of(),
                "default",
                Map.of(),
                Map.of(),
                List.of());
    }

    private static Wishes wishes(boolean suspend) {
        return new Wishes(
                suspend,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CanaryWishes.NONE,
                Wishes.Deadlines.DEFAULT,
                10,
                10);
    }

    private static OperationFacts facts(@Nullable JobState job) {
        return facts(job == null ? Observed.absent() : Observed.found(job), Observed.absent(), false, Optional.empty());
    }

    private static JobFigures figures(String jobId, long checkpoints) {
        return new JobFigures(
                jobId,
                "RUNNING",
                0,
                checkpoints,
                0,
                Optional.empty(),
                Optional.empty(),
                new JobFigures.Workers(1, 2, 2));
    }

    record Case(
            String name,
            OperationPhase phase,
            OperationFacts facts,
            OperationPhase expectedPhase,
            List<Effect> effects,
            @Nullable Reason waiting) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> upgrade() {
        Effect suspend = new ChangeJob(new JobChange.Suspend(new JobState.Version("uid", 1)));
        Effect start = new ChangeJob(
                new JobChange.Apply(new DesiredJob(revision(SECOND), Optional.empty(), Nonces.NONE, false, false)));
        JobState running = job(FIRST, true, true, "RUNNING");
        JobState started = job(SECOND, true, true, "RUNNING");
        OperationPhase drain = OperationPhase.DRAIN;
        OperationPhase begin = OperationPhase.START;
        OperationPhase settle = OperationPhase.SETTLE;
        return Stream.of(
                new Case("a running job is asked to stop", drain, facts(running), drain, List.of(suspend), null),
                new Case(
                        "a job that has not stopped yet is waited for",
                        drain,
                        facts(job(FIRST, false, false, "RUNNING")),
                        drain,
                        List.of(),
                        Reason.DRAINING),
                new Case(
                        "stopped for the eye, but not by the present spec",
                        drain,
                        facts(job(FIRST, false, false, "FINISHED")),
                        drain,
                        List.of(),
                        Reason.DRAINING),
                new Case(
                        "a stop without a path starts nothing",
                        drain,
                        facts(withoutPath(job(FIRST, false, true, "FINISHED"))),
                        drain,
                        List.of(),
                        Reason.DRAINING),
                new Case(
                        "a stopped job's path is stored before anything is started",
                        drain,
                        facts(job(FIRST, false, true, "FINISHED")),
                        OperationPhase.KEEP,
                        List.of(),
                        Reason.SAVING),
                new Case(
                        "a job that is gone is not replaced by itself",
                        drain,
                        facts((JobState) null),
                        drain,
                        List.of(),
                        Reason.JOB_MISSING),
                new Case(
                        "the stopped job is started as the next revision",
                        begin,
                        facts(job(FIRST, false, true, "FINISHED")),
                        begin,
                        List.of(start),
                        null),
                new Case("what is started already settles", begin, facts(started), settle, List.of(), Reason.SETTLING),
                new Case("running is not enough to settle", settle, facts(started), settle, List.of(), Reason.SETTLING),
                new Case(
                        "a checkpoint of another job does not count",
                        settle,
                        facts(Observed.found(started), Observed.found(figures("job-0", 9)), false, Optional.empty()),
                        settle,
                        List.of(),
                        Reason.SETTLING),
                new Case(
                        "a job that restarts does not settle",
                        settle,
                        facts(
                                Observed.found(job(SECOND, true, true, "RESTARTING")),
                                Observed.found(figures("job-1", 9)),
                                false,
                                Optional.empty()),
                        settle,
                        List.of(),
                        Reason.SETTLING));
    }

    private static JobState withoutPath(JobState job) {
        return with(job, job.jobManager(), Optional.empty());
    }

    private static JobState with(JobState job, String jobManager, Optional<String> recordedPath) {
        return new JobState(
                job.uid(),
                job.generation(),
                job.ours(),
                job.deleting(),
                job.asked(),
                job.taken(),
                job.caughtUp(),
                job.lifecycle(),
                jobManager,
                job.jobState(),
                job.jobId(),
                job.stop(),
                recordedPath,
                job.nonces(),
                job.error());
    }

    @ParameterizedTest
    @MethodSource("upgrade")
    void upgrading(Case given) {
        // given
        RevisionName current = given.phase() == OperationPhase.DRAIN ? FIRST : SECOND;
        Stored stored = stored(OperationType.UPGRADE, given.phase(), current, SECOND);
        // when
        OperationPlan plan = OperationPlanner.plan(stored, given.facts(), NOW);
        // then
        assertThat(plan.next().operation().map(Operation::phase)).contains(given.expectedPhase());
        assertThat(plan.effects()).isEqualTo(given.effects());
        assertThat(plan.waiting().map(OperationPlan.Waiting::reason)).isEqualTo(Optional.ofNullable(given.waiting()));
    }

    @ParameterizedTest
    @CsvSource({
        // of the next revision, the present one's JobManager, whether it goes on from there
        "v2_2, HEAP,    READY,   true",
        "v2_2, HEAP,    MISSING, true",
        "v2_2, ROCKSDB, READY,   false",
        "v2_3, HEAP,    READY,   true",
        "v2_3, HEAP,    MISSING, false",
    })
    void a_job_that_cannot_be_stopped_gives_way_to_what_can_read_its_checkpoint(
            String flinkVersion, FlinkSettings.StateBackend backend, String jobManager, boolean goesOn) {
        // given
        Stored stored = stored(OperationType.UPGRADE, OperationPhase.DRAIN, FIRST, SECOND);
        OperationFacts facts = facts(
                Observed.found(with(job(FIRST, true, true, "RESTARTING"), jobManager, Optional.empty())),
                Observed.found(figures("job-1", 9)),
                false,
                Optional.empty(),
                revision(SECOND, flinkVersion, backend));
        // when
        OperationPlan plan = OperationPlanner.plan(stored, facts, NOW.plusSeconds(31));
        // then
        Optional<OriginKind> origin =
                plan.next().operation().flatMap(Operation::origin).map(Origin::kind);
        assertThat(origin).isEqualTo(goesOn ? Optional.of(OriginKind.CHECKPOINT) : Optional.empty());
        if (!goesOn) {
            assertThat(plan.waiting().map(OperationPlan.Waiting::reason)).contains(Reason.DRAINING);
        }
    }

    @Test
    void a_plan_that_stores_something_does_nothing() {
        // given
        Stored stored = stored(OperationType.UPGRADE, OperationPhase.DRAIN, FIRST, SECOND);
        // when
        OperationPlan plan = OperationPlanner.plan(stored, facts(job(FIRST, false, true, "FINISHED")), NOW);
        // then
        assertThat(plan.effects()).isEmpty();
        assertThat(plan.next().lastStop().map(Savepoint::path)).contains(PATH);
        assertThat(plan.next().operation().flatMap(Operation::origin).flatMap(Origin::path))
                .contains(PATH);
    }

    @Test
    void a_job_that_has_settled_is_known_to_have_a_checkpoint() {
        // given
        Stored stored = stored(OperationType.UPGRADE, OperationPhase.SETTLE, SECOND, SECOND);
        OperationFacts facts = facts(
                Observed.found(job(SECOND, true, true, "RUNNING")),
                Observed.found(figures("job-1", 1)),
                false,
                Optional.empty());
        // when
        OperationPlan plan = OperationPlanner.plan(stored, facts, NOW);
        // then
        assertThat(plan.next().operation().map(Operation::phase)).contains(OperationPhase.TIDY);
        assertThat(plan.next().lineage().settledJob()).contains("job-1");
    }

    @Test
    void a_job_that_does_not_settle_can_still_be_suspended() {
        // given
        Stored stored = stored(OperationType.UPGRADE, OperationPhase.SETTLE, SECOND, SECOND);
        OperationFacts facts =
                facts(Observed.found(job(SECOND, true, true, "RESTARTING")), Observed.absent(), true, Optional.empty());
        // when
        OperationPlan plan = OperationPlanner.plan(stored, facts, NOW);
        // then
        assertThat(plan.next().operation())
                .map(operation -> operation.type() + " " + operation.phase())
                .contains("SUSPEND DRAIN");
    }

    @Test
    void a_spec_that_is_refused_before_anything_was_stopped_ends_the_operation() {
        // given
        Stored stored = stored(OperationType.UPGRADE, OperationPhase.TOPICS, FIRST, SECOND);
        OperationFacts facts = facts(
                Observed.found(job(FIRST, true, true, "RUNNING")),
                Observed.absent(),
                false,
                Optional.of(new Verdict.Refused(List.of())));
        // when
        OperationPlan plan = OperationPlanner.plan(stored, facts, NOW);
        // then
        assertThat(plan.next().operation()).isEmpty();
        assertThat(plan.next().current()).contains(FIRST);
    }

    @Test
    void a_deletion_takes_the_place_of_whatever_is_under_way() {
        // given
        Stored stored = stored(OperationType.UPGRADE, OperationPhase.DRAIN, FIRST, SECOND);
        OperationFacts running = facts(job(FIRST, true, true, "RUNNING"));
        OperationFacts deleting = new OperationFacts(
                PIPELINE,
                running.watchedSince(),
                2,
                true,
                running.wishes(),
                running.specHash(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                running.job(),
                running.figures(),
                running.ledger(),
                running.phaseFacts(),
                running.canary(),
                Evidence.NONE,
                running.target(),
                running.current(),
                running.from(),
                List.of(),
                running.cluster(),
                Map.of(),
                Map.of(),
                List.of());
        // when
        OperationPlan intent = OperationPlanner.plan(stored, deleting, NOW);
        OperationPlan act = OperationPlanner.plan(intent.next(), deleting, NOW);
        // then
        assertThat(intent.effects()).isEmpty();
        assertThat(intent.next().operation().map(Operation::type)).contains(OperationType.DELETE);
        assertThat(act.effects()).containsExactly(new ChangeJob(new JobChange.Remove("uid")));
    }
}
