package io.millrace.platform.flink;

import io.millrace.platform.flink.cluster.SavepointDisposal;
import io.millrace.platform.flink.cluster.SnapshotTrigger;
import io.millrace.platform.flink.resources.FlinkResource;
import io.millrace.platform.flink.resources.FlinkResources;
import io.millrace.platform.flink.snapshot.SnapshotActions;
import io.millrace.platform.flink.snapshot.SnapshotRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the steps of a plan for one version of a resource; a version that comes of it goes to {@code newer}. */
record SnapshotEffects(
        FlinkResource resource,
        FlinkResources resources,
        Optional<URI> jobManager,
        SnapshotTrigger trigger,
        SavepointDisposal disposal,
        Consumer<FlinkResource> newer)
        implements SnapshotActions {

    @Override
    public void addFinalizer() {
        resources.addFinalizer(resource).ifPresent(newer);
    }

    @Override
    public void trigger(SnapshotRequest request) {
        trigger.trigger(jobManager, request);
    }

    @Override
    public void failTrigger(SnapshotRequest request) {
        trigger.fail();
    }

    @Override
    public void hangTrigger(SnapshotRequest request, Duration patience) {
        trigger.hang(request, patience);
    }

    @Override
    public void dispose(String path) {
        disposal.dispose(jobManager, path);
    }

    @Override
    public void removeFinalizer() {
        resources.removeFinalizer(resource).ifPresent(newer);
    }
}
