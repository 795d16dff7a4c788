package io.millrace.platform.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.platform.flink.deployment.MergePatch;
import io.millrace.platform.flink.deployment.PretendResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A FlinkDeployment of the counting job, as its user sees it: the resource, Flink's REST API, the processes. */
public final class CountingDeployment {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningRuntime runtime;
    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    CountingDeployment(RunningRuntime runtime, KubernetesClient client, String namespace) {
        this(runtime, client, namespace, "counting");
    }

    public CountingDeployment(RunningRuntime runtime, KubernetesClient client, String namespace, String name) {
        this.runtime = runtime;
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    void create() {
        create("{}");
    }

    /** With what the patch says instead of what the spec usually says. */
    public void create(String specPatch) {
        GenericKubernetesResource resource = Serialization.unmarshal(
                """
                        apiVersion: flink.apache.org/v1beta1
                        kind: FlinkDeployment
                        metadata: {name: %3$s, namespace: %1$s}
                        spec:
                          image: counting
                          flinkVersion: v2_2
                          serviceAccount: flink
                          flinkConfiguration:
                            execution.checkpointing.interval: 500 ms
                            execution.checkpointing.dir: %2$s/checkpoints
                            execution.checkpointing.savepoint-dir: %4$s
                            state.backend.type: rocksdb
                            high-availability.type: kubernetes
                            kubernetes.operator.job.upgrade.last-state-fallback.enabled: "false"
                          jobManager: {resource: {memory: 1Gi, cpu: 1}}
                          taskManager: {resource: {memory: 1Gi, cpu: 1}}
                          job:
                            jarURI: local:///opt/flink/usrlib/millrace-job.jar
                            entryClass: io.millrace.flink.CountingJob
                            args: ["200"]
                            parallelism: 1
                            state: running
                            upgradeMode: savepoint
                        """
                        .formatted(namespace, folder(), name, savepoints()),
                GenericKubernetesResource.class);
        JsonNode spec = JSON.valueToTree(resource.getAdditionalProperties().get("spec"));
        resource.setAdditionalProperty("spec", MergePatch.of(spec, PretendResource.json(specPatch)));
        client.resource(resource).create();
    }

    private String folder() {
        return runtime.data().toUri() + namespace;
    }

    public String savepoints() {
        return folder() + "/savepoints";
    }

    /** JSON, in which single quotes will do. */
    public void patch(String json) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), json.replace('\'', '"'));
    }

    /** By the annotation; without words it behaves. */
    public void misbehave(String words) {
        patch("{'metadata':{'annotations':{'millrace.io/misbehave':'" + words + "'}}}");
    }

    public void delete() {
        resource().delete();
    }

    public boolean exists() {
        return resource().get() != null;
    }

    public JsonNode status() {
        GenericKubernetesResource found = resource().get();
        Object status = found == null ? null : found.getAdditionalProperties().get("status");
        return status == null ? MissingNode.getInstance() : JSON.valueToTree(status);
    }

    public boolean isUp() {
        JsonNode status = status();
        return status.at("/lifecycleState").asText().equals("STABLE")
                && status.at("/jobManagerDeploymentStatus").asText().equals("READY")
                && status.at("/jobStatus/state").asText().equals("RUNNING");
    }

    /** Whether the spec as it is now has been seen. */
    boolean isTakenUp() {
        GenericKubernetesResource found = resource().get();
        return found.getMetadata().getGeneration()
                == status().at("/observedGeneration").asLong();
    }

    String jobId() {
        return status().at("/jobStatus/jobId").asText();
    }

    /** When the present JobManager took the job on. */
    long startTime() {
        return status().at("/jobStatus/startTime").asLong();
    }

    /** That the JobManager knows; -1 when it does not answer. */
    int taskManagers() {
        return rest("/overview").path("taskmanagers").asInt(-1);
    }

    JsonNode checkpoints() {
        return rest("/jobs/" + jobId() + "/checkpoints");
    }

    public long completedCheckpoints() {
        return checkpoints().at("/counts/completed").asLong();
    }

    /** How often the present JobManager's job has gone on from a checkpoint or savepoint. */
    public int restored() {
        return checkpoints().at("/counts/restored").asInt();
    }

    /** Which checkpoint or savepoint the present JobManager's job goes on from. */
    String restoredFrom() {
        return checkpoints().at("/latest/restored/external_path").asText();
    }

    HttpResponse<String> ask(String path) {
        return ask(path, Duration.ofSeconds(30));
    }

    HttpResponse<String> ask(String path, Duration patience) {
        URI address = URI.create(runtime.proxy() + "/" + namespace + "/" + name + path);
        try {
            return http.send(
                    HttpRequest.newBuilder(address).timeout(patience).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(address + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private JsonNode rest(String path) {
        HttpResponse<String> answer = ask(path);
        try {
            return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : MissingNode.getInstance();
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + answer.body(), e);
        }
    }

    public ProcessHandle process(String process) {
        Path file = runtime.logs().resolve("flink-" + namespace + "-" + name + "-" + process + ".pid");
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    .orElseThrow(() -> new AssertionError(process + " does not run"));
        } catch (IOException e) {
            throw new AssertionError("No process id of " + process, e);
        }
    }

    private Resource<GenericKubernetesResource> resource() {
        return client.genericKubernetesResources("flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(namespace)
                .withName(name);
    }
}
