package io.millrace.platform.flink.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.millrace.platform.flink.CountingDeployment;
import io.millrace.platform.flink.CountingSnapshot;
import io.millrace.platform.flink.RunningRuntime;
import io.millrace.platform.flink.recorded.Event.Shown;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;

/**
 * With a real API server and real processes. What it waits for after each act it reads from the recording that is
 * played; that nothing else comes, it gives a second to show.
 */
final class RunningStage extends Stage implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIG_MAP = "settings";
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Trace recorded;
    private final RunningRuntime runtime;
    private final KubernetesClient client;
    private final String namespace;
    private final List<Watch> watches;
    private final Map<String, CountingDeployment> deployments = new LinkedHashMap<>();
    private final Map<String, CountingSnapshot> snapshots = new LinkedHashMap<>();

    static Trace play(Scenario scenario) {
        try (RunningStage stage = new RunningStage(RunningRuntime.shared(), Recording.of(scenario))) {
            return scenario.playOn(stage);
        }
    }

    private RunningStage(RunningRuntime runtime, Trace recorded) {
        this.recorded = recorded;
        this.runtime = runtime;
        this.client = runtime.controlPlane().adminClient();
        this.namespace = runtime.controlPlane().freshNamespace("recorded");
        this.watches = List.of(watch("FlinkDeployment"), watch("FlinkStateSnapshot"));
        createConfigMap();
    }

    // Asked again and again it would show too little: some states last no longer than one request.
    private Watch watch(String kind) {
        return client.genericKubernetesResources("flink.apache.org/v1beta1", kind)
                .inNamespace(namespace)
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, GenericKubernetesResource resource) {
                        shown(Shown.of(
                                kind,
                                resource.getMetadata().getName(),
                                resource.getMetadata().getGeneration(),
                                resource.isMarkedForDeletion(),
                                JSON.valueToTree(
                                        resource.getAdditionalProperties().getOrDefault("status", Map.of()))));
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                        // What is missing from then on fails the comparison.
                    }
                });
    }

    private void createConfigMap() {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(CONFIG_MAP)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    private CountingDeployment app() {
        return deployments.get("app");
    }

    @Override
    void create(String name, String job) {
        CountingDeployment deployment = new CountingDeployment(runtime, client, namespace, name);
        deployments.put(name, deployment);
        deployment.create(
                """
                {'job': %s,
                 'podTemplate': {'spec': {
                   'containers': [{'name': 'flink-main-container',
                                   'volumeMounts': [{'name': 'settings', 'mountPath': '/opt/settings'}]}],
                   'volumes': [{'name': 'settings', 'configMap': {'name': '%s'}}]}}}
                """
                        .formatted(job, CONFIG_MAP));
    }

    @Override
    void patch(String spec) {
        app().patch("{'spec': " + spec + "}");
    }

    @Override
    void misbehave(String words) {
        app().misbehave(words);
    }

    @Override
    void createSnapshot(String name) {
        CountingSnapshot snapshot = new CountingSnapshot(client, namespace, name, "savepoint");
        snapshots.put(name, snapshot);
        snapshot.create("app");
    }

    @Override
    void delete(String resource) {
        if (deployments.containsKey(resource)) {
            CountingDeployment deployment = deployments.remove(resource);
            deployment.delete();
            awaited().until(() -> !deployment.exists());
        } else {
            CountingSnapshot snapshot = snapshots.remove(resource);
            snapshot.delete();
            awaited().until(() -> !snapshot.exists());
        }
    }

    @Override
    String path(String snapshot) {
        return snapshots.get(snapshot).path();
    }

    @Override
    String upgradeSavepointPath() {
        return app().status().at("/jobStatus/upgradeSavepointPath").asText();
    }

    @Override
    String savepoints() {
        return app().savepoints();
    }

    /** Returns when the job goes on from a checkpoint. */
    @Override
    void killTaskManagers() {
        int restored = app().restored();
        app().process("taskmanager-1").destroyForcibly();
        awaited().until(() -> app().restored() == restored + 1);
        long completed = app().completedCheckpoints();
        awaited().until(() -> app().completedCheckpoints() > completed);
    }

    @Override
    void killJobManager() {
        app().process("jobmanager").destroyForcibly();
    }

    @Override
    void withoutItsConfigMap(Runnable edit) {
        client.configMaps().inNamespace(namespace).withName(CONFIG_MAP).delete();
        edit.run();
        awaited().until(() -> app().status().at("/error").asText().contains("FailedMount"));
        createConfigMap();
    }

    @Override
    void letPass(Duration time) {
        // It does.
    }

    @Override
    void settle() {
        Trace expected = recorded.ofFirst(trace().acts());
        awaited().during(QUIET).untilAsserted(() -> assertThat(trace().told()).isEqualTo(expected.told()));
        // The next edit finds a job that has one, as in the recordings.
        deployments.values().stream().filter(CountingDeployment::isUp).forEach(deployment -> awaited()
                .until(() -> deployment.completedCheckpoints() > 0));
    }

    private static ConditionFactory awaited() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }

    @Override
    public void close() {
        deployments.values().forEach(CountingDeployment::delete);
        deployments.values().forEach(deployment -> awaited().until(() -> !deployment.exists()));
        watches.forEach(Watch::close);
        client.close();
    }
}
