package io.millrace.platform.flink;

import io.millrace.platform.flink.cluster.Cluster;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.DeploymentPlanner;
import io.millrace.platform.flink.deployment.DeploymentStatus;
import io.millrace.platform.flink.deployment.Misbehaviour;
import io.millrace.platform.flink.deployment.Observation;
import io.millrace.platform.flink.deployment.Plan;
import io.millrace.platform.flink.deployment.Sabotage;
import io.millrace.platform.flink.deployment.StatusJson;
import io.millrace.platform.flink.resources.FlinkResource;
import io.millrace.platform.flink.resources.FlinkResources;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after one deployment on a thread of its own: observe, plan, write the status, take the steps, again. */
final class DeploymentWorker {

    private static final Logger LOG = LoggerFactory.getLogger(DeploymentWorker.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final DeploymentKey key;
    private final FlinkResources deployments;
    private final FlinkResources snapshots;
    private final Cluster cluster;
    private final Clock clock;
    private final BlockingQueue<Boolean> wake = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile FlinkResource newest;
    private volatile boolean closed;

    DeploymentWorker(
            FlinkResource first, FlinkResources deployments, FlinkResources snapshots, Cluster cluster, Clock clock) {
        this.key = first.key();
        this.deployments = deployments;
        this.snapshots = snapshots;
        this.cluster = cluster;
        this.clock = clock;
        this.newest = first;
        this.thread = new Thread(this::run, "deployment " + key);
    }

    void start() {
        thread.start();
    }

    boolean isFor(FlinkResource resource) {
        return newest.uid().equals(resource.uid());
    }

    synchronized void tell(FlinkResource seen) {
        if (seen.isNewerThan(newest)) {
            newest = seen;
        }
        wake.offer(true);
    }

    FlinkResource newest() {
        return newest;
    }

    Optional<URI> rest() {
        return cluster.rest();
    }

    /** Ends the processes and nothing else; returns when they are gone. */
    void close() {
        closed = true;
        wake.offer(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            Duration pause = BETWEEN_LOOKS;
            try {
                pause = pass() ? Duration.ZERO : BETWEEN_LOOKS;
            } catch (RuntimeException e) {
                LOG.warn("{}: cannot be looked after just now", key, e);
                pause = AFTER_FAILURE;
            }
            await(pause);
        }
        cluster.endProcesses();
    }

    private void await(Duration pause) {
        try {
            wake.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Whether the status moved on, so that another look may move it further. */
    private boolean pass() {
        FlinkResource resource = newest;
        if (resource.misbehaviours().has(Misbehaviour.NOT_RECONCILED)) {
            return false;
        }
        Observation seen = observe(resource);
        Plan plan = Sabotage.of(DeploymentPlanner.plan(seen), seen);
        boolean moved = !plan.status().equals(seen.status());
        if (moved) {
            Optional<FlinkResource> written = deployments.writeStatus(
                    resource, StatusJson.write(key, plan.status(), resource.status(), clock.instant()));
            if (written.isEmpty()) {
                Optional<FlinkResource> changed = deployments.read(key);
                changed.ifPresent(this::tell);
                return changed.isPresent();
            }
            tell(written.get());
            log(plan.status());
        }
        WorkerActions actions = new WorkerActions(newest, deployments, snapshots, cluster, this::tell);
        plan.steps().forEach(step -> step.carryOut(actions));
        return moved;
    }

    private Observation observe(FlinkResource resource) {
        DeploymentStatus status = StatusJson.read(resource.status());
        return new Observation(
                key,
                resource.generation(),
                resource.isDeleting(),
                resource.hasFinalizer(),
                resource.spec(),
                status,
                cluster.look(status.job().id(), status.recordedSpec()),
                resource.misbehaviours(),
                UUID.randomUUID().toString().replace("-", ""),
                clock.instant());
    }

    private void log(DeploymentStatus status) {
        LOG.info(
                "{}: {} | JM {} | job {}{}",
                key,
                status.lifecycle(),
                status.jobManager(),
                status.job().state().map(Enum::name).orElse("-"),
                status.error().map(error -> " | " + error).orElse(""));
    }
}
