package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Account;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.faults.Between;
import io.millrace.operator.faults.Stage;
import io.millrace.operator.faults.State;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.ledger.Rows;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.transactions.OpenTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The world in memory, as the fault harness plays on it. */
public final class Model implements Stage {

    // More turns than anything here takes: who needs more runs in circles.
    private static final int MANY = 300;
    // More seconds than anything here waits for without writing.
    private static final int QUIET = 8;
    // At rest it comes back by itself after half a minute only; but what it sees may be old for two turns.
    private static final int QUIET_AT_REST = 3;

    // Events come faster than the regular look.
    private static final Duration STEP = Duration.ofMillis(200);

    private final World world;
    private boolean keepsBooks;
    private int rows;
    private final List<String> hotTurns = new ArrayList<>();
    private final Map<String, String> begun = new HashMap<>();
    // At which of its starts a deployment's job was last seen to run.
    private final Map<PipelineId, Integer> starts = new HashMap<>();

    public Model(Between between) {
        world = new World(between);
    }

    public static StreamingPipeline pipeline() {
        return World.pipeline();
    }

    public static void prepare(Topics topics, Subjects subjects) {
        World.prepare(topics, subjects);
    }

    public static OperatorConfig config() {
        return World.config();
    }

    @Override
    public void edit(UnaryOperator<PipelineSpec> change) {
        world.api.edit(change);
    }

    @Override
    public void delete() {
        world.api.delete();
    }

    @Override
    public void settle() {
        int quiet = 0;
        for (int turn = 0; !rests(quiet) && !world.isGone(); turn++) {
            if (turn > MANY) {
                throw new AssertionError("the loop does not come to rest; the last events were " + world.events);
            }
            quiet = turn() ? 0 : quiet + 1;
        }
    }

    private boolean rests(int quiet) {
        boolean isAtRest = world.lookAgain().equals(LookAgain.AT_REST);
        return quiet >= (isAtRest ? QUIET_AT_REST : QUIET);
    }

    /** Another process takes over and brings it to an end, while the one that acts now is held up. */
    public void takeOver() {
        world.restart();
        settle();
    }

    public void restart() {
        world.restart();
    }

    /** The next turns begin from a version that has long been replaced. */
    public void serveStale(int version, int turns) {
        world.api.serveStale(version, turns);
    }

    public int versions() {
        return world.api.versions();
    }

    /** A turn for an event that comes late: the cache is so many versions behind, and nothing else moves. */
    public void late(int versionsBehind) {
        if (!world.isGone()) {
            world.api.serveStale(world.api.versions() - 1 - versionsBehind, 1);
            world.act();
        }
        world.pass(STEP);
    }

    /** Flink goes on, and nobody hears of it yet. */
    public void unheard() {
        world.flink.progress();
        write();
        world.pass(STEP);
    }

    /** Whether anything was written. */
    public boolean turn() {
        int before = world.writes();
        world.turn();
        write();
        boolean wrote = world.writes() > before;
        if (!wrote && world.lookAgain().isZero() && !world.isGone()) {
            hotTurns.add("a turn that has written nothing asks for the next one at once");
        }
        return wrote;
    }

    /** Turns that would be repeated without a pause for as long as nothing changes. */
    public List<String> hotTurns() {
        return List.copyOf(hotTurns);
    }

    @Override
    public void pass(Duration time) {
        world.pass(time);
    }

    @Override
    public void failJobs(boolean failing) {
        world.flink.setFailing(failing);
    }

    @Override
    public void failJobsAfterCheckpoint(boolean failing) {
        world.flink.setFailingAfterCheckpoint(failing);
    }

    @Override
    public void lend(String configMap, String description) {
        world.savepoints.lend(configMap, description);
    }

    /** Savepoints of a job that runs on are not there until {@link #completeSavepoints}. */
    public void takeSavepointsSlowly() {
        world.savepoints.setSlow(true);
    }

    public void completeSavepoints() {
        world.savepoints.complete();
    }

    /** What the Flink Kubernetes operator was asked for and nobody has forgotten, and what was removed. */
    public String savepoints() {
        return world.savepoints.asked() + " asked for, " + world.savepoints.disposed() + " removed";
    }

    @Override
    public State state() {
        return new State(
                world.api.read(),
                world.isGone(),
                world.topics.all(),
                world.subjects.all(),
                revisions(),
                world.flink.all(),
                new State.Output(world.flink.committed(), begun));
    }

    // As Flink's sink does: what was left open by a job whose state one goes on from ends when that one starts, and the
    // last one of a job with its savepoint at the latest.
    private void write() {
        Optional.ofNullable(world.flink.all().get(world.id())).ifPresent(this::book);
        world.flink.all().forEach((pipeline, job) -> {
            String prefix = pipeline.transactionalIdPrefix() + pipeline.slot().text() + "~";
            String transaction = prefix + job.jobId();
            boolean isStarted = !Objects.equals(starts.get(pipeline), world.flink.starts(pipeline));
            if (job.jobState().equals("RUNNING") && (isStarted || !begun.containsKey(transaction))) {
                starts.put(pipeline, world.flink.starts(pipeline));
                // Of one that comes to itself later there is no line.
                boolean startsAfresh = world.flink.history().stream()
                        .reduce((earlier, later) -> later)
                        .filter(last -> last.contains(" from "))
                        .isEmpty();
                begun.keySet().stream()
                        .filter(open -> open.startsWith(prefix) && !startsAfresh)
                        .forEach(world.transactions::end);
                world.transactions.leaveOpen(transaction, world.now());
                begun.put(transaction, job.jobId());
            } else if (job.jobState().equals("FINISHED")) {
                world.transactions.end(transaction);
            }
        });
        begun.keySet()
                .retainAll(world.transactions.open().stream()
                        .map(OpenTransaction::id)
                        .collect(Collectors.toSet()));
    }

    /** A job that could not run does, and completes its first checkpoint. */
    public void revive() {
        world.flink.healJob(world.id());
        unheard();
    }

    /** From now on the live job writes its ledger. */
    public void keepBooks() {
        keepsBooks = true;
    }

    private void book(JobState job) {
        boolean hasWritten =
                job.jobState().equals("RUNNING") && world.flink.committed().contains(job.jobId());
        if (keepsBooks && hasWritten) {
            rows++;
            world.ledgers.write(
                    "ledger.shop.totals",
                    Rows.row(
                            Slot.PROD,
                            job.jobId(),
                            job.taken().orElse(job.asked()).revision(),
                            rows,
                            world.now(),
                            "epoch@1",
                            1,
                            TotalsBooks.balanced(rows)));
        }
    }

    public void takeAwayKafka(boolean isAway) {
        world.topics.setAway(isAway);
    }

    public void takeAwayRegistry(boolean isAway) {
        world.subjects.setAway(isAway);
    }

    /** The live job, if it runs, fails again and again from now on. */
    public void breakJob() {
        breakJob(world.id());
    }

    /** The same of a candidate's. */
    public void breakCandidate() {
        breakJob(world.id().in(Slot.CANARY));
    }

    private void breakJob(PipelineId pipeline) {
        if (isJob(pipeline, "RUNNING")) {
            world.flink.breakJob(pipeline);
        }
    }

    /** The live job does not fail any more, if it did. */
    public void healJob() {
        if (isJob(world.id(), "RESTARTING")) {
            revive();
        }
    }

    private boolean isJob(PipelineId pipeline, String state) {
        JobState job = world.flink.all().get(pipeline);
        return job != null && job.jobState().equals(state);
    }

    /** Whether jobs can be stopped: if not, their savepoints do not come. */
    public void holdJobs(boolean areHeld) {
        world.flink.setStuck(areHeld);
    }

    public void takeAwayRest(boolean isAway) {
        world.flink.setRestAway(isAway);
    }

    /** No FlinkDeployment is taken, as by a webhook or a quota. */
    public void refuseJobs(boolean isRefusing) {
        world.flink.setRefusing(isRefusing);
    }

    /** A candidate that compares has found so many records equal, and so many different. */
    public void compared(long equal, long different) {
        state().stored()
                .candidateStanding()
                .filter(candidate -> candidate.comparingSince().isPresent())
                .ifPresent(candidate ->
                        world.compared(candidate.name(), Map.of(Account.EQUAL, equal, Account.DIFFERENT, different)));
    }

    /** What ran from what, and what was stopped, in order. */
    public List<String> history() {
        return world.flink.history();
    }

    /** The conditions, with their messages. */
    public Map<String, String> conditions() {
        Map<String, String> conditions = new TreeMap<>(world.conditions());
        conditions.replaceAll((type, text) -> text + ": " + world.message(type));
        return conditions;
    }

    private Map<String, Revision> revisions() {
        return world.revisions.names(world.id()).stream()
                .collect(Collectors.toMap(
                        RevisionName::toString,
                        name -> world.revisions.find(world.id(), name).value().orElseThrow()));
    }
}
