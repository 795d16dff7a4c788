package io.millrace.platform.flink;

import io.millrace.platform.flink.cluster.SavepointDisposal;
import io.millrace.platform.flink.cluster.SnapshotTrigger;
import io.millrace.platform.flink.deployment.CheckpointTimeout;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.DeploymentStatus;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.Misbehaviour;
import io.millrace.platform.flink.deployment.StateFolders;
import io.millrace.platform.flink.deployment.StatusJson;
import io.millrace.platform.flink.resources.FlinkResource;
import io.millrace.platform.flink.resources.FlinkResources;
import io.millrace.platform.flink.snapshot.Attempt;
import io.millrace.platform.flink.snapshot.SnapshotLabels;
import io.millrace.platform.flink.snapshot.SnapshotObservation;
import io.millrace.platform.flink.snapshot.SnapshotPlan;
import io.millrace.platform.flink.snapshot.SnapshotPlanner;
import io.millrace.platform.flink.snapshot.SnapshotReading;
import io.millrace.platform.flink.snapshot.SnapshotSabotage;
import io.millrace.platform.flink.snapshot.SnapshotState;
import io.millrace.platform.flink.snapshot.SnapshotStatus;
import io.millrace.platform.flink.snapshot.SnapshotStatusJson;
import io.millrace.platform.flink.snapshot.TargetJob;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after one FlinkStateSnapshot: observe, plan, write the status, take the steps. One thread uses it. */
final class SnapshotWorker {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWorker.class);

    private final FlinkResources resources;
    private final FlinkRuntime runtime;
    private final Clock clock;
    private final SnapshotTrigger trigger;
    private final SavepointDisposal disposal;
    private FlinkResource newest;

    SnapshotWorker(FlinkResource first, FlinkResources resources, FlinkRuntime runtime, Clock clock) {
        this.newest = first;
        this.resources = resources;
        this.runtime = runtime;
        this.clock = clock;
        this.trigger = new SnapshotTrigger(clock);
        this.disposal = new SavepointDisposal(clock);
        if (SnapshotReading.of(first.spec()) instanceof SnapshotReading.Refused refused) {
            LOG.warn("{}: {}", first.key(), refused.sentence());
        }
    }

    void tell(FlinkResource seen) {
        if (seen.isNewerThan(newest)) {
            newest = seen;
        }
    }

    void pass() {
        Optional<FlinkResource> deployment = deployment();
        if (deployment
                .filter(target -> target.misbehaviours().has(Misbehaviour.NOT_RECONCILED))
                .isPresent()) {
            return;
        }
        SnapshotObservation seen = observe(deployment);
        SnapshotPlan plan = SnapshotSabotage.of(SnapshotPlanner.plan(seen), seen);
        if (!plan.status().equals(seen.status()) && !write(plan.status())) {
            return;
        }
        Map<String, String> labels = SnapshotLabels.next(seen, plan.status());
        if (!seen.deleting() && !labels.equals(seen.labels())) {
            resources.label(newest, labels).ifPresent(this::tell);
        }
        Optional<URI> jobManager = deployment.map(FlinkResource::key).flatMap(runtime::rest);
        SnapshotEffects effects = new SnapshotEffects(newest, resources, jobManager, trigger, disposal, this::tell);
        plan.steps().forEach(step -> step.carryOut(effects));
    }

    /** Otherwise it has changed since it was read, and what was decided about it no longer counts. */
    private boolean write(SnapshotStatus status) {
        Optional<FlinkResource> written = resources.writeStatus(newest, SnapshotStatusJson.write(status));
        written.or(() -> resources.read(newest.key())).ifPresent(this::tell);
        LOG.info("{}: {} {}", newest.key(), status.state(), status.error().orElse(""));
        return written.isPresent();
    }

    private Optional<FlinkResource> deployment() {
        return SnapshotReading.of(newest.spec()) instanceof SnapshotReading.Understood understood
                ? understood
                        .spec()
                        .deployment()
                        .flatMap(name -> runtime.deployment(
                                new DeploymentKey(newest.key().namespace(), name)))
                : Optional.empty();
    }

    private SnapshotObservation observe(Optional<FlinkResource> deployment) {
        SnapshotStatus status = SnapshotStatusJson.read(newest.status());
        SnapshotReading reading = SnapshotReading.of(newest.spec());
        Optional<TargetJob> target = deployment.flatMap(SnapshotWorker::target);
        return new SnapshotObservation(
                newest.key().toString(),
                newest.isDeleting(),
                newest.hasFinalizer(),
                reading,
                newest.labels(),
                status,
                target,
                trigger(status, reading, deployment, target),
                disposal.look(),
                UUID.randomUUID().toString().replace("-", ""),
                clock.instant());
    }

    private Attempt trigger(
            SnapshotStatus status,
            SnapshotReading reading,
            Optional<FlinkResource> deployment,
            Optional<TargetJob> target) {
        boolean triggered = status.state() == SnapshotState.IN_PROGRESS && target.isPresent();
        return triggered && reading instanceof SnapshotReading.Understood understood
                ? trigger.look(
                        deployment.map(FlinkResource::key).flatMap(runtime::rest),
                        target.get().id(),
                        status.triggerId().orElseThrow(),
                        understood.spec().kind())
                : new Attempt.Unknown();
    }

    private static Optional<TargetJob> target(FlinkResource deployment) {
        DeploymentStatus status = StatusJson.read(deployment.status());
        return status.job()
                .id()
                .map(id -> new TargetJob(
                        id,
                        status.job().state().filter(JobState.RUNNING::equals).isPresent(),
                        status.recordedSpec().flatMap(StateFolders::savepoints),
                        status.recordedSpec().map(CheckpointTimeout::of).orElse(CheckpointTimeout.BY_DEFAULT),
                        deployment.misbehaviours()));
    }
}
