package io.millrace.operator.faults.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.operator.jobs.JobFailure;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the Flink Kubernetes operator and Flink do to the FlinkDeployments of one namespace, one step at a time. */
final class FlinkActor implements JobMonitor, Runnable {

    private static final JsonMapper JSON = new JsonMapper();

    private static final class Job {
        JsonNode taken = JSON.nullNode();
        String uid = "";
        String state = "";
        String id = "";
        Optional<String> savepoint = Optional.empty();
        long checkpoints;
        boolean failsLate;
    }

    private final KubernetesClient client;
    private final String namespace;
    private final Gate gate;
    private final Map<String, Job> jobs = new HashMap<>();
    private List<GenericKubernetesResource> deployments = List.of();
    private long moves = -1;
    private long snapshotMoves = -1;
    private volatile int polls;
    private int counter;
    private volatile boolean failing;
    private volatile boolean failingLate;

    /** @param gate where the operator's writes pass, and what is done here is counted too */
    FlinkActor(KubernetesClient client, String namespace, Gate gate) {
        this.client = client;
        this.gate = gate;
        this.namespace = namespace;
    }

    void setFailing(boolean isFailing) {
        failing = isFailing;
    }

    void setFailingLate(boolean isFailing) {
        failingLate = isFailing;
    }

    @Override
    public synchronized void run() {
        moveJobs();
        takeSnapshots();
    }

    // One that was asked for is there with the next step.
    private void takeSnapshots() {
        long now = gate.moves(ClusterReader.SNAPSHOTS.getPlural());
        if (now == snapshotMoves) {
            return;
        }
        client.genericKubernetesResources(ClusterReader.SNAPSHOTS).inNamespace(namespace).list().getItems().stream()
                .filter(snapshot -> !snapshot.getAdditionalProperties().containsKey("status"))
                .forEach(this::take);
        snapshotMoves = now;
    }

    private void take(GenericKubernetesResource snapshot) {
        snapshot.setAdditionalProperty(
                "status", Map.of("state", "COMPLETED", "path", "file:/state/snapshot-" + ++counter));
        unlessChanged(() -> client.resource(snapshot).updateStatus());
    }

    private void moveJobs() {
        long now = gate.moves(ClusterReader.FLINK.getPlural());
        if (now == moves) {
            deployments.forEach(this::goOn);
            return;
        }
        deployments = client.genericKubernetesResources(ClusterReader.FLINK)
                .inNamespace(namespace)
                .list()
                .getItems();
        moves = now;
        jobs.keySet()
                .retainAll(deployments.stream()
                        .map(deployment -> deployment.getMetadata().getName())
                        .collect(Collectors.toSet()));
        deployments.forEach(this::step);
    }

    // Nobody has written anything since.
    private void goOn(GenericKubernetesResource deployment) {
        Job job = jobs.get(deployment.getMetadata().getName());
        if (job != null && checkpoint(job)) {
            report(deployment, job);
        }
    }

    private void step(GenericKubernetesResource deployment) {
        String uid = deployment.getMetadata().getUid();
        Job job = Objects.requireNonNull(jobs.compute(
                deployment.getMetadata().getName(),
                (name, known) -> known != null && known.uid.equals(uid) ? known : new Job()));
        job.uid = uid;
        JsonNode spec = JSON.valueToTree(deployment.getAdditionalProperties().get("spec"));
        if (!isNews(job.taken, spec)) {
            job.taken = spec;
            checkpoint(job);
        } else if (!waitsForTheJobToRun(job, spec)) {
            follow(job, spec);
            job.taken = spec;
        }
        report(deployment, job);
    }

    // How a job goes on is looked at when it is started anew, and is no reason to do so.
    private static boolean isNews(JsonNode taken, JsonNode spec) {
        return !taken.isObject() || !essence(taken).equals(essence(spec));
    }

    private static JsonNode essence(JsonNode spec) {
        ObjectNode essence = spec.deepCopy();
        ((ObjectNode) essence.path("job"))
                .remove(List.of("upgradeMode", "initialSavepointPath", "allowNonRestoredState"));
        return essence;
    }

    /** Whether anything of it is to be reported. */
    private static boolean checkpoint(Job job) {
        if (!job.state.equals("RUNNING")) {
            return false;
        }
        job.checkpoints++;
        job.state = job.failsLate ? "RESTARTING" : job.state;
        return job.failsLate;
    }

    // For a savepoint of it, as it is configured not to fall back.
    private static boolean waitsForTheJobToRun(Job job, JsonNode spec) {
        boolean fails = job.state.equals("RESTARTING");
        return fails
                && !redeploys(job, spec)
                && !spec.at("/job/upgradeMode").asText().equals("last-state");
    }

    private static boolean redeploys(Job job, JsonNode spec) {
        JsonNode nonce = spec.at("/job/savepointRedeployNonce");
        return !nonce.isMissingNode() && !nonce.equals(job.taken.at("/job/savepointRedeployNonce"));
    }

    private void follow(Job job, JsonNode spec) {
        boolean wanted = !spec.at("/job/state").asText().equals("suspended");
        boolean runs = job.state.equals("RUNNING");
        if (runs
                && !redeploys(job, spec)
                && !spec.at("/job/upgradeMode").asText().equals("last-state")) {
            job.savepoint = Optional.of("file:/state/savepoint-" + ++counter);
            job.state = "FINISHED";
        }
        // What goes on from its last checkpoint keeps its id.
        boolean goesOn = !job.state.isEmpty()
                && !redeploys(job, spec)
                && spec.at("/job/upgradeMode").asText().equals("last-state");
        if (wanted) {
            job.id = goesOn ? job.id : "job-" + ++counter;
            job.checkpoints = 0;
            job.failsLate = failingLate;
            job.state = failing ? "RESTARTING" : "RUNNING";
        }
    }

    private void report(GenericKubernetesResource deployment, Job job) {
        Map<String, Object> jobStatus = new LinkedHashMap<>();
        jobStatus.put("state", job.state);
        jobStatus.put("jobId", job.id);
        job.savepoint.ifPresent(path -> jobStatus.put("upgradeSavepointPath", path));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("lifecycleState", job.state.equals("FINISHED") ? "SUSPENDED" : "STABLE");
        status.put("jobManagerDeploymentStatus", "READY");
        status.put("observedGeneration", deployment.getMetadata().getGeneration());
        status.put("jobStatus", jobStatus);
        status.put(
                "reconciliationStatus",
                Map.of(
                        "lastReconciledSpec",
                        JSON.createObjectNode().set("spec", job.taken).toString(),
                        "state",
                        "DEPLOYED"));
        JsonNode before = JSON.valueToTree(deployment.getAdditionalProperties().get("status"));
        if (JSON.valueToTree(status).equals(before)) {
            return;
        }
        deployment.setAdditionalProperty("status", status);
        if (unlessChanged(() -> client.resource(deployment).updateStatus())) {
            gate.moved(ClusterReader.FLINK.getPlural());
        } else {
            // The next step sees it, and says again what is so.
            moves = -1;
        }
    }

    /** Whether it was done; not if somebody has changed or removed it meanwhile. */
    private static boolean unlessChanged(Runnable write) {
        try {
            write.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != 409 && e.getCode() != 404) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public synchronized Map<PipelineId, Observed<JobFigures>> figures(Collection<PipelineId> pipelines) {
        polls++;
        return pipelines.stream().collect(Collectors.toMap(pipeline -> pipeline, this::figures));
    }

    /** How often operators have asked. */
    int polls() {
        return polls;
    }

    private Observed<JobFigures> figures(PipelineId pipeline) {
        Job job = jobs.get(pipeline.deployment());
        if (job == null || job.id.isEmpty()) {
            return Observed.absent();
        }
        Optional<Instant> last = job.checkpoints == 0 ? Optional.empty() : Optional.of(Instant.EPOCH);
        return Observed.found(new JobFigures(
                job.id, job.state, 0, job.checkpoints, 0, last, Optional.empty(), new JobFigures.Workers(1, 4, 4)));
    }

    @Override
    public Optional<JobFailure> lastFailure(PipelineId pipeline, String jobId) {
        return Optional.empty();
    }

    @Override
    public Map<PipelineId, Long> cpuMillis(Collection<PipelineId> pipelines) {
        return Map.of();
    }

    @Override
    public Optional<Long> savepointSize(PipelineId pipeline, String jobId, String path) {
        return Optional.of(4_711L);
    }
}
