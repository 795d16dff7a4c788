package io.millrace.operator.jobs;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Flink Kubernetes operator and Flink, one step at each {@link #progress}: start what should run, stop with a
 * savepoint what should not, complete a checkpoint.
 */
public final class FakeFlink implements FlinkJobs, JobMonitor {

    private static final class Deployment {
        final String uid;
        long generation = 1;
        JobState.Spec asked;
        Optional<JobState.Spec> taken = Optional.empty();
        Optional<String> initialSavepoint;
        Nonces nonces = Nonces.NONE;
        boolean redeploys;
        boolean beginsAgain;
        boolean fromCheckpoint;
        boolean failsAfterCheckpoint;
        JobState.Stop upgradeMode = JobState.Stop.SAVEPOINT;
        Optional<JobState.Stop> stop = Optional.empty();
        Optional<String> savepoint = Optional.empty();
        String jobState = "";
        String jobId = "";
        int starts;
        long checkpoints;
        int restarts;
        long failedCheckpoints;
        Optional<Long> checkpointMillis = Optional.empty();
        Optional<Long> cpuMillis = Optional.empty();
        boolean deleting;
        boolean leavesStateBehind;

        Deployment(String uid, JobState.Spec asked, Optional<String> initialSavepoint) {
            this.uid = uid;
            this.asked = asked;
            this.initialSavepoint = initialSavepoint;
        }
    }

    private final Map<PipelineId, Deployment> deployments = new HashMap<>();
    private final List<String> history = new ArrayList<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Runnable afterWrite;
    private int counter;
    private boolean failing;
    private boolean failingAfterCheckpoint;
    private boolean withoutCheckpoints;
    private boolean stuck;
    private JobFigures.Workers workers = new JobFigures.Workers(1, 4, 4);
    private boolean restAway;
    private boolean sizes = true;
    private Optional<JobFailure> failure = Optional.empty();
    private boolean foreign;
    private boolean refusing;

    public FakeFlink() {
        this(() -> {});
    }

    /** @param afterWrite called after everything that changed something */
    public FakeFlink(Runnable afterWrite) {
        this.afterWrite = afterWrite;
    }

    /** What ran from what, and what was stopped, in order. */
    public List<String> history() {
        return List.copyOf(history);
    }

    /** Jobs that are started from now on do not come up. */
    public void setFailing(boolean isFailing) {
        this.failing = isFailing;
    }

    /** No job completes a checkpoint. */
    public void setWithoutCheckpoints(boolean isWithout) {
        this.withoutCheckpoints = isWithout;
    }

    /** Jobs that are started from now on fail again and again soon after they have completed a checkpoint. */
    public void setFailingAfterCheckpoint(boolean isFailing) {
        this.failingAfterCheckpoint = isFailing;
    }

    /** Jobs cannot be stopped: their savepoints do not come. */
    public void setStuck(boolean isStuck) {
        this.stuck = isStuck;
    }

    /** The job of the pipeline fails again and again. */
    public void breakJob(PipelineId pipeline) {
        Deployment deployment = deployments.get(pipeline);
        if (deployment != null) {
            deployment.jobState = "RESTARTING";
        }
    }

    /** The job runs again. */
    public void healJob(PipelineId pipeline) {
        Optional.ofNullable(deployments.get(pipeline)).ifPresent(deployment -> deployment.jobState = "RUNNING");
    }

    /** The job has failed once more and runs again. */
    public void restart(PipelineId pipeline) {
        Optional.ofNullable(deployments.get(pipeline)).ifPresent(deployment -> deployment.restarts++);
    }

    /** From now on. */
    public void setCheckpointMillis(PipelineId pipeline, long millis) {
        Optional.ofNullable(deployments.get(pipeline))
                .ifPresent(deployment -> deployment.checkpointMillis = Optional.of(millis));
    }

    /** Flink tells this of every job that does not run. */
    public void setFailure(JobFailure told) {
        this.failure = Optional.of(told);
    }

    @Override
    public Optional<JobFailure> lastFailure(PipelineId pipeline, String jobId) {
        return failure.filter(told -> Optional.ofNullable(deployments.get(pipeline))
                .filter(deployment -> deployment.jobId.equals(jobId) && !deployment.jobState.equals("RUNNING"))
                .isPresent());
    }

    public void setWorkers(JobFigures.Workers present) {
        this.workers = present;
    }

    /** Whether it knows how large savepoints are: a JobManager that is gone already does not. */
    public void setSavepointSizes(boolean areKnown) {
        this.sizes = areKnown;
    }

    public void setRestAway(boolean isAway) {
        this.restAway = isAway;
    }

    /** Deployments are somebody else's. */
    public void setForeign(boolean isForeign) {
        this.foreign = isForeign;
    }

    /** Nothing is taken, as by a webhook or a quota. */
    public void setRefusing(boolean isRefusing) {
        this.refusing = isRefusing;
    }

    /** Whether the job may leave state behind that no step claims. */
    public boolean mayLeaveStateBehind(PipelineId pipeline) {
        return Optional.ofNullable(deployments.get(pipeline))
                .map(deployment -> deployment.leavesStateBehind)
                .orElse(false);
    }

    /** The job is started anew by something else than its deployment's spec. */
    public void replaceJob(PipelineId pipeline) {
        Deployment deployment = deployments.get(pipeline);
        if (deployment != null) {
            deployment.jobId = "job-" + ++counter;
        }
    }

    /** Another JobManager goes on with the job, and counts its checkpoints from the beginning. */
    public void replaceJobManager(PipelineId pipeline) {
        Optional.ofNullable(deployments.get(pipeline)).ifPresent(deployment -> deployment.checkpoints = 0);
    }

    /** As somebody with kubectl would. */
    public void deleteByHand(PipelineId pipeline) {
        deployments.remove(pipeline);
    }

    /** As somebody with kubectl would. */
    public void editByHand(PipelineId pipeline, UnaryOperator<JobState.Spec> edit) {
        Deployment deployment = deployments.get(pipeline);
        if (deployment != null) {
            deployment.generation++;
            deployment.asked = edit.apply(deployment.asked);
        }
    }

    /** As somebody with kubectl would who edits the upgradeMode, too. */
    public void stopByHand(PipelineId pipeline, JobState.Stop how) {
        editByHand(pipeline, spec -> new JobState.Spec(spec.revision(), false));
        Optional.ofNullable(deployments.get(pipeline)).ifPresent(deployment -> deployment.upgradeMode = how);
    }

    /** Somebody has had it stopped without a savepoint. */
    public void loseSavepoint(PipelineId pipeline) {
        stopByHand(pipeline, JobState.Stop.NOTHING);
        Optional.ofNullable(deployments.get(pipeline)).ifPresent(this::progress);
    }

    /** Every deployment that there is. */
    public Map<PipelineId, JobState> all() {
        Map<PipelineId, JobState> states = new HashMap<>();
        deployments.forEach((pipeline, deployment) -> states.put(pipeline, state(deployment)));
        return states;
    }

    /** How often its job was started: one that goes on from its last checkpoint keeps its id. */
    public int starts(PipelineId pipeline) {
        return Optional.ofNullable(deployments.get(pipeline))
                .map(deployment -> deployment.starts)
                .orElse(0);
    }

    /** The ids of the jobs that have completed a checkpoint and are still there. */
    public Set<String> committed() {
        return deployments.values().stream()
                .filter(deployment -> deployment.checkpoints > 0)
                .map(deployment -> deployment.jobId)
                .collect(Collectors.toSet());
    }

    public void progress() {
        deployments.values().removeIf(deployment -> deployment.deleting);
        deployments.values().forEach(this::progress);
    }

    private void progress(Deployment deployment) {
        if (hasCaughtUp(deployment)) {
            checkpoint(deployment);
        } else if (deployment.asked.running()) {
            start(deployment);
        } else if (deployment.jobState.equals("RUNNING") && !stuck) {
            stop(deployment);
        }
    }

    private static boolean hasCaughtUp(Deployment deployment) {
        return deployment.taken.equals(Optional.of(deployment.asked))
                && !deployment.redeploys
                && !deployment.beginsAgain;
    }

    private void checkpoint(Deployment deployment) {
        boolean running = deployment.jobState.equals("RUNNING");
        if (running && deployment.failsAfterCheckpoint && deployment.checkpoints > 0) {
            deployment.jobState = "RESTARTING";
        } else if (running && !withoutCheckpoints) {
            deployment.checkpoints++;
        }
    }

    // For a savepoint of it, as it is configured not to fall back.
    private static boolean waitsForTheJobToRun(Deployment deployment) {
        boolean isAnother = deployment.taken.filter(JobState.Spec::running).isPresent()
                && !deployment.taken.equals(Optional.of(deployment.asked));
        boolean runs = deployment.jobState.equals("RUNNING");
        return isAnother && !runs && !deployment.redeploys && !deployment.fromCheckpoint;
    }

    private void start(Deployment deployment) {
        if (waitsForTheJobToRun(deployment)) {
            return;
        }
        boolean goesOn = deployment.taken.filter(JobState.Spec::running).isPresent()
                && deployment.taken.equals(Optional.of(deployment.asked));
        if (deployment.jobState.equals("RUNNING") && !deployment.redeploys && !goesOn && !deployment.fromCheckpoint) {
            if (deployment.taken.map(JobState.Spec::revision).equals(Optional.of(deployment.asked.revision()))) {
                // Asked to stop and asked back before it had stopped.
                deployment.taken = Optional.of(deployment.asked);
                return;
            }
            stop(deployment);
        }
        Optional<String> from = origin(deployment);
        deployment.taken = Optional.of(deployment.asked);
        boolean goesOnAsItWas =
                deployment.fromCheckpoint || deployment.stop.equals(Optional.of(JobState.Stop.LAST_STATE));
        boolean staysItself = goesOnAsItWas && !deployment.redeploys;
        deployment.redeploys = false;
        deployment.beginsAgain = false;
        deployment.stop = Optional.empty();
        deployment.jobId = staysItself ? deployment.jobId : "job-" + ++counter;
        deployment.starts++;
        deployment.checkpoints = 0;
        deployment.failsAfterCheckpoint = failingAfterCheckpoint;
        deployment.jobState = failing ? "RESTARTING" : "RUNNING";
        if (!failing) {
            history.add("run " + deployment.asked.revision()
                    + from.map(path -> " from " + path).orElse(""));
        }
    }

    private static Optional<String> origin(Deployment deployment) {
        if (deployment.redeploys) {
            return deployment.initialSavepoint;
        }
        boolean hasLastState = deployment.stop.equals(Optional.of(JobState.Stop.LAST_STATE));
        // How it was stopped counts, whatever is asked for when it is to go on.
        boolean hasSavepoint = deployment.stop.equals(Optional.of(JobState.Stop.SAVEPOINT));
        if ((deployment.fromCheckpoint && !hasSavepoint) || hasLastState) {
            return Optional.of("the last checkpoint of " + deployment.jobId);
        }
        return deployment.stop.equals(Optional.of(JobState.Stop.NOTHING))
                ? Optional.empty()
                : deployment.savepoint.or(() -> deployment.initialSavepoint);
    }

    private void stop(Deployment deployment) {
        String stopped = deployment.taken.map(JobState.Spec::revision).orElse("");
        deployment.jobState = "FINISHED";
        deployment.taken = Optional.of(deployment.asked);
        deployment.stop = Optional.of(deployment.upgradeMode);
        if (deployment.upgradeMode != JobState.Stop.SAVEPOINT) {
            // The path of the stop before stays in the status.
            history.add("stop " + stopped + " without a savepoint");
            return;
        }
        String path = "file:/state/savepoint-" + ++counter;
        deployment.savepoint = Optional.of(path);
        history.add("stop " + stopped + " at " + path);
    }

    @Override
    public Observed<JobState> look(PipelineId pipeline) {
        Deployment deployment = deployments.get(pipeline);
        return deployment == null ? Observed.absent() : Observed.found(state(deployment));
    }

    private JobState state(Deployment deployment) {
        boolean stopped = deployment.jobState.equals("FINISHED");
        return new JobState(
                deployment.uid,
                deployment.generation,
                !foreign,
                deployment.deleting,
                deployment.asked,
                deployment.taken,
                hasCaughtUp(deployment),
                stopped ? "SUSPENDED" : "STABLE",
                "READY",
                deployment.jobState,
                deployment.jobId,
                deployment.stop,
                deployment.savepoint,
                deployment.nonces,
                Optional.empty());
    }

    @Override
    public Observed<Set<String>> versions() {
        return Observed.found(Set.of("v2_2"));
    }

    @Override
    public void apply(PipelineId pipeline, DesiredJob job) {
        if (refusing) {
            throw SystemException.refused(
                    Reason.KUBERNETES_REFUSED, "FlinkDeployment: exceeded quota", new IOException("quota"));
        }
        JobState.Spec asked = new JobState.Spec(job.revision().name().toString(), true);
        Deployment deployment = deployments.get(pipeline);
        if (deployment == null) {
            deployment = new Deployment("deployment-" + ++counter, asked, job.restoreFrom());
            deployments.put(pipeline, deployment);
        } else {
            deployment.generation++;
            deployment.asked = asked;
            deployment.initialSavepoint = job.restoreFrom();
            deployment.redeploys |= isNew(job.nonces().redeploy(), deployment.nonces.redeploy());
            deployment.beginsAgain |= isNew(job.nonces().restart(), deployment.nonces.restart());
        }
        deployment.nonces = job.nonces();
        deployment.leavesStateBehind = job.leavesStateBehind();
        deployment.upgradeMode = JobState.Stop.SAVEPOINT;
        deployment.fromCheckpoint = job.fromCheckpoint();
        afterWrite.run();
    }

    private static boolean isNew(Optional<Long> nonce, Optional<Long> before) {
        return nonce.isPresent() && !nonce.equals(before);
    }

    @Override
    public void suspend(PipelineId pipeline, JobState.Version seen) {
        Deployment deployment = withUid(pipeline, seen.uid());
        if (deployment != null && deployment.generation == seen.generation()) {
            deployment.generation++;
            deployment.asked = new JobState.Spec(deployment.asked.revision(), false);
            deployment.upgradeMode = JobState.Stop.SAVEPOINT;
            deployment.fromCheckpoint = false;
            afterWrite.run();
        }
    }

    @Override
    public void cancel(PipelineId pipeline, String jobId) {
        Deployment deployment = deployments.get(pipeline);
        if (restAway || deployment == null || !deployment.jobId.equals(jobId)) {
            throw SystemException.away(Reason.FLINK_UNREACHABLE, "Flink's REST API is away", new IOException("away"));
        }
        if (cancelled.add(jobId)) {
            deployment.jobState = "CANCELED";
            afterWrite.run();
        }
    }

    /** The ids of the jobs that were cancelled, and waited for. */
    public Set<String> cancelled() {
        return Set.copyOf(cancelled);
    }

    @Override
    public void remove(PipelineId pipeline, String uid) {
        Deployment deployment = withUid(pipeline, uid);
        if (deployment != null) {
            deployment.deleting = true;
            afterWrite.run();
        }
    }

    private @Nullable Deployment withUid(PipelineId pipeline, String uid) {
        Deployment deployment = deployments.get(pipeline);
        return deployment == null || !deployment.uid.equals(uid) ? null : deployment;
    }

    @Override
    public Map<PipelineId, Observed<JobFigures>> figures(Collection<PipelineId> pipelines) {
        return pipelines.stream().collect(Collectors.toMap(pipeline -> pipeline, this::figures));
    }

    @Override
    public Optional<Long> savepointSize(PipelineId pipeline, String jobId, String path) {
        return restAway || !sizes ? Optional.empty() : Optional.of(4_711L);
    }

    @Override
    public Map<PipelineId, Long> cpuMillis(Collection<PipelineId> pipelines) {
        Map<PipelineId, Long> told = new HashMap<>();
        pipelines.forEach(pipeline -> Optional.ofNullable(deployments.get(pipeline))
                .flatMap(deployment -> deployment.cpuMillis)
                .ifPresent(millis -> told.put(pipeline, millis)));
        return told;
    }

    private Observed<JobFigures> figures(PipelineId pipeline) {
        if (restAway) {
            return Observed.unreachable(new Outage(Reason.FLINK_UNREACHABLE, "Flink's REST API is away"));
        }
        Deployment deployment = deployments.get(pipeline);
        if (deployment == null || deployment.jobId.isEmpty()) {
            return Observed.absent();
        }
        Optional<Instant> last =
                deployment.checkpoints == 0 ? Optional.empty() : Optional.of(Instant.parse("2026-01-01T12:00:00Z"));
        return Observed.found(new JobFigures(
                deployment.jobId,
                deployment.jobState,
                deployment.restarts,
                deployment.checkpoints,
                deployment.failedCheckpoints,
                last,
                deployment.checkpointMillis,
                workers));
    }
}
