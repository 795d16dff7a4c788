package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.ClusterView;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.FailOver;
import io.millrace.platform.flink.deployment.FlinkSpec;
import io.millrace.platform.flink.deployment.JobStart;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.ProcessView;
import io.millrace.platform.flink.deployment.StopRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of one deployment and what they say. One thread uses it; only {@link #rest()} is for all. */
public final class Cluster {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final RuntimeSettings settings;
    private final DeploymentKey key;
    private final DeploymentFolder folder;
    private final MountSources mounts;
    private final FailOverStore failOver;
    private final Clock clock;
    private final JobManager jobManager;
    private final TaskManagers taskManagers;
    private final SavepointStop stop;
    private final EndedJobs endedJobs;
    private Optional<MountedVolumes> volumes = Optional.empty();
    private Optional<String> mountProblem = Optional.empty();
    private Optional<Instant> cancelAsked = Optional.empty();

    public Cluster(
            RuntimeSettings settings, DeploymentKey key, MountSources mounts, FailOverStore failOver, Clock clock) {
        this.settings = settings;
        this.key = key;
        this.folder = DeploymentFolder.of(settings, key);
        this.mounts = mounts;
        this.failOver = failOver;
        this.clock = clock;
        ProcessStarter starter = new ProcessStarter(settings, key, folder);
        this.jobManager = new JobManager(starter, clock);
        this.taskManagers = new TaskManagers(starter, clock);
        this.stop = new SavepointStop(clock);
        this.endedJobs = new EndedJobs(folder);
    }

    /** Without a job there has been no process yet; {@code ran} is the spec that the job was started with. */
    public ClusterView look(Optional<String> jobId, Optional<FlinkSpec> ran) {
        ProcessView process = jobManager.view();
        Optional<JobManager.Answer> answer = jobId.flatMap(jobManager::ask);
        boolean gone = !process.alive();
        return new ClusterView(
                process,
                taskManagers.alive(),
                answer.isPresent(),
                answer.flatMap(JobManager.Answer::job),
                answer.map(JobManager.Answer::clusterInfo).orElse(Map.of()),
                stop.look(jobManager.rest()),
                cancelAsked,
                mountProblem,
                failOver(jobId, answer),
                gone ? jobId.flatMap(id -> endedJobs.of(id, ran)) : Optional.empty());
    }

    private FailOver failOver(Optional<String> jobId, Optional<JobManager.Answer> answer) {
        boolean running = answer.flatMap(JobManager.Answer::job)
                .filter(job -> job.state() == JobState.RUNNING)
                .isPresent();
        return running
                ? FailOver.NOTHING
                : jobId.map(id -> failOver.of(key, id)).orElse(FailOver.NOTHING);
    }

    /** Where Flink's REST API of this deployment is, while its JobManager is there. */
    public Optional<URI> rest() {
        return jobManager.rest().map(JobManagerRest::address);
    }

    public void startJobManager(JobStart start) {
        stop.forget();
        try {
            MountedVolumes mounted = MountedVolumes.write(start.spec().container(), key.namespace(), folder, mounts);
            volumes = Optional.of(mounted);
            mountProblem = Optional.empty();
            LOG.info("{}: starting the JobManager of job {}", key, start.jobId());
            jobManager.start(start, mounted.environment(start.spec().container()));
        } catch (MountFailedException e) {
            mountProblem = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** They share the volumes of the JobManager that was started before them. */
    public void keepTaskManagers(FlinkSpec spec) {
        volumes.ifPresent(mounted -> taskManagers.keep(spec, mounted.environment(spec.container())));
    }

    public void stopWithSavepoint(StopRequest request) {
        LOG.info("{}: stopping job {} with a savepoint", key, request.jobId());
        endedJobs.noteStop(request);
        jobManager.rest().ifPresent(rest -> stop.ask(rest, request));
    }

    public void failStop(StopRequest request) {
        stop.fail(request);
    }

    public void hangStop(StopRequest request, Duration patience) {
        stop.hang(request, patience);
    }

    public void forgetStop() {
        stop.forget();
    }

    public void crashJobManager() {
        jobManager.crash();
    }

    /** What a job does that cannot bear what its first checkpoint brings, as one whose results nobody takes. */
    public void failAfterCheckpoint(String jobId) {
        if (jobManager.hasCheckpoint(jobId)) {
            taskManagers.stop();
        }
    }

    public void cancel(String jobId) {
        LOG.info("{}: cancelling job {}", key, jobId);
        cancelAsked = Optional.of(clock.instant());
        jobManager.rest().ifPresent(rest -> {
            try {
                rest.cancel(jobId);
            } catch (IOException e) {
                LOG.info("{}: job {} could not be cancelled: {}", key, jobId, e.getMessage());
            }
        });
    }

    public void endTaskManagers() {
        taskManagers.stop();
    }

    public void endProcesses() {
        jobManager.stop();
        taskManagers.stop();
        stop.forget();
        volumes = Optional.empty();
        mountProblem = Optional.empty();
        cancelAsked = Optional.empty();
    }

    /** Also what a fail-over would need: what starts next starts from a savepoint or from nothing. */
    public void end(Optional<FlinkSpec> ran) {
        endProcesses();
        failOver.delete(key);
        ClusterConfiguration configuration = new ClusterConfiguration(settings, key, folder);
        folder.clear(ran.flatMap(configuration::highAvailabilityFolder));
    }

    public void deleteFolder() {
        folder.delete();
    }
}
