package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A status to and from the JSON of the resource. What can be derived is written, never read back. */
public final class StatusJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    public static DeploymentStatus read(JsonNode status) {
        if (status.path("reconciliationStatus").isMissingNode()) {
            return DeploymentStatus.NONE;
        }
        Map<String, String> clusterInfo = new LinkedHashMap<>();
        status.path("clusterInfo")
                .properties()
                .forEach(entry ->
                        clusterInfo.put(entry.getKey(), entry.getValue().asText()));
        return new DeploymentStatus(
                JobManagerState.valueOf(
                        status.path("jobManagerDeploymentStatus").asText("MISSING")),
                readJob(status.path("jobStatus")),
                readReconciliation(status.path("reconciliationStatus")),
                text(status, "error"),
                status.path("observedGeneration").asLong(0),
                Map.copyOf(clusterInfo));
    }

    private static JobStatus readJob(JsonNode job) {
        return new JobStatus(
                text(job, "jobId"),
                text(job, "state").map(JobState::valueOf),
                text(job, "jobName"),
                text(job, "startTime").map(Long::valueOf),
                text(job, "upgradeSavepointPath"));
    }

    private static Reconciliation readReconciliation(JsonNode reconciliation) {
        return new Reconciliation(
                Reconciliation.Phase.valueOf(reconciliation.path("state").asText("UPGRADING")),
                text(reconciliation, "lastReconciledSpec").map(StatusJson::readRecorded),
                text(reconciliation, "lastStableSpec").map(StatusJson::readRecorded));
    }

    private static RecordedSpec readRecorded(String text) {
        try {
            JsonNode recorded = JSON.readTree(text);
            return new RecordedSpec(
                    recorded.path("spec"),
                    recorded.path("resource_metadata").path("firstDeployment").asBoolean());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A recorded spec in the status is not JSON: " + text, e);
        }
    }

    private static Optional<String> text(JsonNode parent, String field) {
        return parent.hasNonNull(field)
                ? Optional.of(parent.get(field).asText()).filter(found -> !found.isEmpty())
                : Optional.empty();
    }

    /** {@code previous} is the status that is replaced: a condition that did not change keeps its time. */
    public static ObjectNode write(DeploymentKey key, DeploymentStatus status, JsonNode previous, Instant now) {
        ObjectNode json = JSON.createObjectNode();
        status.error().ifPresent(error -> json.put("error", error));
        ObjectNode clusterInfo = json.putObject("clusterInfo");
        status.clusterInfo().forEach(clusterInfo::put);
        writeConditions(json, status.job(), previous, now);
        json.put("jobManagerDeploymentStatus", status.jobManager().name());
        writeJob(json.putObject("jobStatus"), status.job(), now);
        json.put("lifecycleState", Lifecycle.of(status).name());
        if (status.observedGeneration() > 0) {
            json.put("observedGeneration", status.observedGeneration());
        }
        writeReconciliation(json.putObject("reconciliationStatus"), status.reconciliation(), now);
        writeTaskManagers(json.putObject("taskManager"), key, status);
        return json;
    }

    private static void writeConditions(ObjectNode json, JobStatus job, JsonNode previous, Instant now) {
        json.putArray("conditions");
        if (job.state().isEmpty()) {
            return;
        }
        JobState state = job.state().get();
        String holds = state == JobState.RUNNING ? "True" : "False";
        JsonNode last = previous.path("conditions").path(0);
        String since = last.path("status").asText().equals(holds)
                ? last.path("lastTransitionTime").asText()
                : now.truncatedTo(ChronoUnit.MILLIS).toString();
        json.withArray("conditions")
                .addObject()
                .put("lastTransitionTime", since)
                .put("message", "Job status " + state)
                .put("reason", state.camelCase())
                .put("status", holds)
                .put("type", "Running");
    }

    private static void writeJob(ObjectNode json, JobStatus job, Instant now) {
        job.id().ifPresent(id -> json.put("jobId", id));
        job.name().ifPresent(name -> json.put("jobName", name));
        job.state().ifPresent(state -> json.put("state", state.name()));
        job.startTime().ifPresent(start -> json.put("startTime", start.toString()));
        if (job.name().isPresent()) {
            json.put("updateTime", Long.toString(now.toEpochMilli()));
        }
        job.upgradeSavepointPath().ifPresent(path -> json.put("upgradeSavepointPath", path));
    }

    private static void writeReconciliation(ObjectNode json, Reconciliation reconciliation, Instant now) {
        json.put("state", reconciliation.phase().name());
        json.put("reconciliationTimestamp", now.toEpochMilli());
        reconciliation.lastReconciled().ifPresent(spec -> json.put("lastReconciledSpec", recorded(spec)));
        reconciliation.lastStable().ifPresent(spec -> json.put("lastStableSpec", recorded(spec)));
    }

    private static String recorded(RecordedSpec recorded) {
        ObjectNode json = JSON.createObjectNode();
        json.set("spec", recorded.spec());
        json.putObject("resource_metadata")
                .put("apiVersion", "flink.apache.org/v1beta1")
                .put("firstDeployment", recorded.firstDeployment());
        return json.toString();
    }

    private static void writeTaskManagers(ObjectNode json, DeploymentKey key, DeploymentStatus status) {
        Optional<RecordedSpec> running =
                status.reconciliation().lastReconciled().filter(RecordedSpec::isRunning);
        json.put("labelSelector", running.isPresent() ? "component=taskmanager,app=" + key.name() : "");
        json.put(
                "replicas",
                running.map(spec -> TaskManagerCount.of(spec.spec())).orElse(0));
    }
}
