package io.millrace.platform.flink.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster in memory. Each look finds it one stage further: the JobManager is up, it answers, its job is created, it
 * runs. What survives the death of all processes is kept apart from what does not.
 */
public final class PretendCluster implements DeploymentActions {

    private static final List<JobState> STAGES = List.of(JobState.CREATED, JobState.RUNNING);
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    // Survives.
    private final Map<String, FailOver> stored = new HashMap<>();
    private Optional<ClusterView.Ended> ended = Optional.empty();
    private Optional<String> stopNoted = Optional.empty();
    final List<String> starts = new ArrayList<>();
    final List<String> savepoints = new ArrayList<>();
    private Optional<String> newestState = Optional.empty();
    final List<String> losses = new ArrayList<>();

    // Does not.
    private boolean alive;
    private int stage;
    private int taskManagers;
    private int exits;
    private Optional<Instant> lastExit = Optional.empty();
    private Optional<JobStart> running = Optional.empty();
    private Optional<JobState> over = Optional.empty();
    private Instant restartsUntil = Instant.MIN;
    private Instant lastChange = Instant.EPOCH;
    private StopView stop = StopView.NOT_ASKED;
    private Optional<StopRequest> asked = Optional.empty();
    private Optional<String> mountProblem = Optional.empty();
    private Optional<Instant> cancelAsked = Optional.empty();

    private final PretendResource resource;
    public Optional<String> missingConfigMap = Optional.empty();
    public boolean savepointsFail;

    PretendCluster(PretendResource resource) {
        this.resource = resource;
    }

    ClusterView look() {
        advance();
        boolean answers = alive && stage >= 2;
        return new ClusterView(
                new ProcessView(alive, exits, lastExit),
                taskManagers,
                answers,
                answers ? job() : Optional.empty(),
                answers ? Map.of("flink-version", "2.2.0") : Map.of(),
                stop,
                cancelAsked,
                mountProblem,
                failOver(answers),
                alive ? Optional.empty() : ended);
    }

    // It is not asked for while the job runs.
    private FailOver failOver(boolean answers) {
        boolean runs =
                answers && job().filter(job -> job.state() == JobState.RUNNING).isPresent();
        return runs
                ? FailOver.NOTHING
                : resource.status().job().id().map(stored::get).orElse(FailOver.NOTHING);
    }

    private void advance() {
        if (alive && running.orElseThrow().spec().job().entryClass().equals("no.Such")) {
            alive = false;
            exits++;
            lastExit = Optional.of(resource.now());
        }
        stage++;
        if (alive && stage >= 3) {
            String jobId = running.orElseThrow().jobId();
            if (over.isEmpty()) {
                stored.put(jobId, stage == 3 ? stored.getOrDefault(jobId, FailOver.JOB) : FailOver.CHECKPOINT);
                newestState = Optional.of("job " + jobId);
            }
        }
        if (alive && stage >= 4) {
            exits = 0;
        }
        asked.ifPresent(this::finishStop);
    }

    private Optional<JobView> job() {
        if (stage < 3) {
            return Optional.empty();
        }
        JobState state = over.or(this::restarting).orElse(STAGES.get(Math.min(stage - 3, STAGES.size() - 1)));
        return Optional.of(new JobView(state, "counting", 1, lastChange, Optional.empty()));
    }

    private Optional<JobState> restarting() {
        return resource.now().isBefore(restartsUntil) ? Optional.of(JobState.RESTARTING) : Optional.empty();
    }

    private void finishStop(StopRequest request) {
        asked = Optional.empty();
        if (savepointsFail || request.folder().startsWith("file:///dev/null/")) {
            stop = StopView.failed("disk full", request.generation(), resource.now());
            return;
        }
        String path = request.folder() + "/savepoint-" + (savepoints.size() + 1);
        savepoints.add(path);
        finishJob(request.jobId(), path);
        stop = StopView.done(path);
    }

    private void finishJob(String jobId, String savepoint) {
        over = Optional.of(JobState.FINISHED);
        stored.remove(jobId);
        newestState = Optional.of(savepoint);
        ended = Optional.of(new ClusterView.Ended(
                JobState.FINISHED, stopNoted.filter(jobId::equals).map(noted -> savepoint), Optional.empty()));
    }

    public void killJobManager() {
        alive = false;
        exits++;
        lastExit = Optional.of(resource.now());
        stop = StopView.NOT_ASKED;
        asked = Optional.empty();
    }

    /** The job fails with them, and restarts. */
    public void killTaskManagers() {
        taskManagers = 0;
        lastChange = resource.now();
        restartsUntil = lastChange.plus(BACKOFF);
    }

    /** For good, as when it finds no slots. */
    void restartJob() {
        restartsUntil = Instant.MAX;
    }

    /** As when somebody deletes the ConfigMaps. */
    void forgetWhatFlinkStored() {
        stored.clear();
    }

    void failJob() {
        over = Optional.of(JobState.FAILED);
    }

    /** As the end of the runtime takes all its processes along, and its memory. */
    void killEverything() {
        endProcesses();
    }

    @Override
    public void endProcesses() {
        alive = false;
        taskManagers = 0;
        exits = 0;
        lastExit = Optional.empty();
        over = Optional.empty();
        restartsUntil = Instant.MIN;
        stop = StopView.NOT_ASKED;
        asked = Optional.empty();
        mountProblem = Optional.empty();
        cancelAsked = Optional.empty();
    }

    @Override
    public void addFinalizer() {
        resource.addFinalizer();
    }

    @Override
    public void removeFinalizer() {
        resource.removeFinalizer();
    }

    @Override
    public void startJobManager(JobStart start) {
        mountProblem = missingConfigMap.map(name -> "configmap \"" + name + "\" not found");
        if (mountProblem.isPresent()) {
            return;
        }
        stop = StopView.NOT_ASKED;
        asked = Optional.empty();
        boolean takesOver = stored.containsKey(start.jobId());
        String from = start.restoreFrom().orElse("nothing");
        starts.add(takesOver ? "from its latest checkpoint" : "from " + from);
        String state = takesOver ? "job " + start.jobId() : from;
        newestState.filter(newest -> !newest.equals(state)).ifPresent(newest -> losses.add(newest + " by " + state));
        alive = true;
        stage = 0;
        running = Optional.of(start);
    }

    @Override
    public void keepTaskManagers(FlinkSpec spec) {
        taskManagers = mountProblem.isPresent() ? 0 : spec.taskManagers();
    }

    @Override
    public void endTaskManagers() {
        taskManagers = 0;
    }

    @Override
    public void endCluster() {
        endProcesses();
        stored.clear();
        ended = Optional.empty();
        stopNoted = Optional.empty();
    }

    @Override
    public void stopWithSavepoint(StopRequest request) {
        stopNoted = Optional.of(request.jobId());
        asked = Optional.of(request);
        stop = StopView.IN_PROGRESS;
    }

    @Override
    public void failStop(StopRequest request) {
        stop = StopView.failed("told to", request.generation(), resource.now());
    }

    @Override
    public void hangStop(StopRequest request, Duration patience) {
        stop = StopView.HANGING;
    }

    @Override
    public void forgetStop() {
        stop = StopView.NOT_ASKED;
    }

    @Override
    public void crashJobManager() {
        killJobManager();
    }

    @Override
    public void failAfterCheckpoint(String jobId) {
        if (stored.get(jobId) == FailOver.CHECKPOINT) {
            endTaskManagers();
        }
    }

    @Override
    public void cancelJob(String jobId) {
        cancelAsked = Optional.of(resource.now());
        over = Optional.of(JobState.CANCELED);
    }

    @Override
    public void recordUpgradeSavepoint(String path, Instant at) {
        resource.recordSnapshot(path);
    }

    int taskManagers() {
        return taskManagers;
    }
}
