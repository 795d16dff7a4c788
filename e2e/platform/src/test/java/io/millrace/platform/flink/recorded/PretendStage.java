package io.millrace.platform.flink.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.MergePatch;
import io.millrace.platform.flink.deployment.PretendResource;
import io.millrace.platform.flink.deployment.StateFolders;
import io.millrace.platform.flink.recorded.Event.Shown;
import io.millrace.platform.flink.snapshot.PretendSnapshot;
import io.millrace.platform.flink.snapshot.TargetJob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In memory: the planners decide, over clusters that are pretended. */
final class PretendStage extends Stage {

    private final Map<String, PretendResource> deployments = new LinkedHashMap<>();
    private final Map<String, PretendSnapshot> snapshots = new LinkedHashMap<>();

    private PretendResource app() {
        return deployments.get("app");
    }

    @Override
    void create(String name, String job) {
        JsonNode usual = PretendResource.json(PretendResource.SPEC);
        PretendResource deployment =
                new PretendResource(MergePatch.of(usual, PretendResource.json("{'job': " + job + "}"))
                        .toString());
        deployments.put(name, deployment);
        deployment.watch(() -> {
            if (!deployment.isGone()) {
                shown(new Shown(
                        name,
                        State.ofDeployment(deployment.statusJson(), deployment.generation(), deployment.isDeleting())));
            }
            deployment.snapshots().forEach(path -> recordUpgradeSnapshot(name, path));
        });
    }

    private void recordUpgradeSnapshot(String deployment, String path) {
        if (snapshots.putIfAbsent(path, upgradeSnapshot(deployment, path)) == null) {
            watch(deployment + "-savepoint-upgrade", snapshots.get(path));
        }
    }

    private static PretendSnapshot upgradeSnapshot(String deployment, String path) {
        JsonNode spec = PretendResource.json(
                """
                {'jobReference': {'kind': 'FlinkDeployment', 'name': '%s'},
                 'savepoint': {'alreadyExists': true, 'disposeOnDelete': false, 'path': '%s'}}
                """
                        .formatted(deployment, path));
        return new PretendSnapshot(path, spec, Map.of("snapshot.trigger-type", "UPGRADE"));
    }

    @Override
    void patch(String spec) {
        app().patch(spec);
    }

    @Override
    void misbehave(String words) {
        app().annotate(words);
    }

    @Override
    void createSnapshot(String name) {
        PretendSnapshot snapshot = new PretendSnapshot(
                name,
                PretendResource.json(
                        """
                        {'jobReference': {'kind': 'FlinkDeployment', 'name': 'app'}, 'backoffLimit': 3,
                         'savepoint': {'disposeOnDelete': false}}
                        """),
                Map.of());
        snapshots.put(name, snapshot);
        watch(name, snapshot);
    }

    private void watch(String name, PretendSnapshot snapshot) {
        snapshot.watch(() -> shown(new Shown(name, State.ofSnapshot(snapshot.statusJson()))));
    }

    @Override
    void delete(String resource) {
        Optional.ofNullable(deployments.get(resource)).ifPresent(PretendResource::delete);
        Optional.ofNullable(snapshots.get(resource)).ifPresent(PretendSnapshot::delete);
        settle();
        if (deployments.containsKey(resource) || snapshots.containsKey(resource)) {
            throw new AssertionError(resource + " is still there");
        }
    }

    @Override
    String path(String snapshot) {
        return snapshots.get(snapshot).status().path().orElseThrow();
    }

    @Override
    String upgradeSavepointPath() {
        return app().status().job().upgradeSavepointPath().orElseThrow();
    }

    @Override
    String savepoints() {
        return "file:///savepoints";
    }

    @Override
    void killTaskManagers() {
        app().cluster.killTaskManagers();
    }

    @Override
    void killJobManager() {
        app().cluster.killJobManager();
    }

    @Override
    void withoutItsConfigMap(Runnable edit) {
        app().cluster.missingConfigMap = Optional.of("settings");
        edit.run();
        settle();
        app().cluster.missingConfigMap = Optional.empty();
    }

    @Override
    void letPass(Duration time) {
        settle();
        app().later(time);
    }

    @Override
    void settle() {
        List.copyOf(deployments.values()).forEach(PretendResource::settle);
        for (PretendSnapshot snapshot : List.copyOf(snapshots.values())) {
            snapshot.target(target());
            snapshot.settle();
        }
        deployments.values().removeIf(PretendResource::isGone);
        snapshots.values().removeIf(PretendSnapshot::isGone);
    }

    private Optional<TargetJob> target() {
        return Optional.ofNullable(deployments.get("app")).flatMap(app -> app.status()
                .job()
                .id()
                .map(id -> new TargetJob(
                        id,
                        app.status()
                                .job()
                                .state()
                                .filter(JobState.RUNNING::equals)
                                .isPresent(),
                        app.status().recordedSpec().flatMap(StateFolders::savepoints),
                        Duration.ofMinutes(10),
                        app.misbehaviours())));
    }
}
