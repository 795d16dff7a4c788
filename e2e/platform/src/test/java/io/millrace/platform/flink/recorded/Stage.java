package io.millrace.platform.flink.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.PretendResource;
import io.millrace.platform.flink.deployment.StateFolders;
import io.millrace.platform.flink.recorded.Event.Did;
import io.millrace.platform.flink.recorded.Event.Shown;
import io.millrace.platform.flink.snapshot.PretendSnapshot;
import io.millrace.platform.flink.snapshot.TargetJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A namespace in memory, with the deployments and snapshots of a scenario, and a list of all that is seen of it. */
final class Stage {

    private final Map<String, PretendResource> deployments = new LinkedHashMap<>();
    private final Map<String, PretendSnapshot> snapshots = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();

    List<Event> events() {
        return events;
    }

    void did(String what) {
        events.add(new Did(what));
    }

    PretendResource app() {
        return deployment("app");
    }

    PretendResource deployment(String name) {
        return deployments.get(name);
    }

    PretendSnapshot snapshot(String name) {
        return snapshots.get(name);
    }

    void create(String name, String spec) {
        PretendResource deployment = new PretendResource(spec);
        deployments.put(name, deployment);
        deployment.watch(() -> {
            if (!deployment.isGone()) {
                events.add(new Shown(
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
        snapshot.watch(() -> events.add(new Shown(name, State.ofSnapshot(snapshot.statusJson()))));
    }

    void settle() {
        List.copyOf(deployments.values()).forEach(PretendResource::settle);
        for (PretendSnapshot snapshot : List.copyOf(snapshots.values())) {
            snapshot.target(target());
            snapshot.settle();
        }
        deployments.values().removeIf(PretendResource::isGone);
        snapshots.values().removeIf(PretendSnapshot::isGone);
    }

    void settleAfter(Duration pause) {
        app().later(pause);
        settle();
    }

    boolean isGone(String name) {
        return !deployments.containsKey(name);
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
