package io.millrace.operator.faults.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.millrace.operator.acceptance.SpecJudge;
import io.millrace.operator.canary.InMemoryDifferences;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.faults.Between;
import io.millrace.operator.faults.Killed;
import io.millrace.operator.flink.FlinkRest;
import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.jobs.kubernetes.KubernetesFlinkJobs;
import io.millrace.operator.jobs.rest.JobCancellation;
import io.millrace.operator.leadership.Unopposed;
import io.millrace.operator.ledger.InMemoryLedgers;
import io.millrace.operator.pipeline.Audits;
import io.millrace.operator.pipeline.Cluster;
import io.millrace.operator.pipeline.Clusters;
import io.millrace.operator.pipeline.Pace;
import io.millrace.operator.pipeline.PipelineLoop;
import io.millrace.operator.pipeline.PipelineObserver;
import io.millrace.operator.pipeline.PipelinePoll;
import io.millrace.operator.pipeline.PipelineReconciler;
import io.millrace.operator.pipeline.PlanExecutor;
import io.millrace.operator.pipeline.Ports;
import io.millrace.operator.pipeline.Statuses;
import io.millrace.operator.pipeline.kubernetes.KubernetesEvents;
import io.millrace.operator.pipeline.kubernetes.KubernetesStatuses;
import io.millrace.operator.revisions.Revisions;
import io.millrace.operator.revisions.kubernetes.KubernetesRevisions;
import io.millrace.operator.savepoints.SavepointRecords;
import io.millrace.operator.savepoints.Snapshots;
import io.millrace.operator.savepoints.kubernetes.ConfigMapRecords;
import io.millrace.operator.savepoints.kubernetes.KubernetesSnapshots;
import io.millrace.operator.savepoints.rest.SavepointDisposal;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.transactions.InMemoryTransactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** One process of the operator, put together as the program does it, that can end at any write. */
final class OneOperator implements Gate.Victim, AutoCloseable {

    // As fast as its clock, which Flink's actor moves on.
    private static final Pace PACE = new Pace(10);

    private final ApiProxy proxy;
    private final Operator operator;
    private final ExecutorService pollers = Executors.newFixedThreadPool(PipelinePoll.threads(1));
    private final Runnable whenDead;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean dead;

    /**
     * What is outside of Kubernetes.
     *
     * @param rest the address of Flink's REST API
     */
    record Outside(Topics topics, Subjects subjects, JobMonitor monitor, String rest) {}

    OneOperator(
            Upstream upstream,
            String namespace,
            OperatorConfig config,
            Gate gate,
            Between between,
            Outside outside,
            Clock clock,
            Runnable whenDead) {
        this.whenDead = whenDead;
        this.proxy = ApiProxy.start(upstream, gate, this);
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(proxy.address())
                        .build())
                .build();
        this.operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withUseSSAToPatchPrimaryResource(false)
                .withReconciliationTerminationTimeout(Duration.ZERO));
        PipelineReconciler reconciler = reconciler(config, client, mortal().before(between), outside, clock);
        operator.register(reconciler, settings -> settings.settingNamespace(namespace)
                .withRetry(new GenericRetry()
                        .setInitialInterval(100)
                        .setIntervalMultiplier(1.5)
                        .setMaxInterval(500)
                        .setMaxAttempts(-1)));
        operator.start();
    }

    private PipelineReconciler reconciler(
            OperatorConfig config, KubernetesClient client, Between between, Outside outside, Clock clock) {
        Topics topics = between.around(Topics.class, outside.topics());
        Subjects subjects = between.around(Subjects.class, outside.subjects());
        Clusters clusters = new Clusters(Map.of(
                "default",
                new Cluster(
                        topics,
                        new InMemoryLedgers(),
                        new InMemoryDifferences(),
                        new InMemoryTransactions(() -> {}),
                        Optional.of(subjects))));
        JobMonitor monitor = between.around(JobMonitor.class, outside.monitor());
        Revisions revisions = between.around(Revisions.class, new KubernetesRevisions(client, clock));
        FlinkRest flink = new FlinkRest(outside.rest());
        Ports ports = new Ports(
                clusters,
                between.around(FlinkJobs.class, new KubernetesFlinkJobs(client, new JobCancellation(flink), clock)),
                monitor,
                revisions,
                between.around(Snapshots.class, new KubernetesSnapshots(client, new SavepointDisposal(flink))),
                between.around(SavepointRecords.class, new ConfigMapRecords(client)));
        PipelineLoop loop = new PipelineLoop(
                new PipelineObserver(config, new SpecJudge(config, "1.0"), ports, clock.instant()),
                new PlanExecutor(ports, new Unopposed()),
                between.around(Statuses.class, new KubernetesStatuses(client)),
                new KubernetesEvents(client, clock),
                clock);
        PipelinePoll poll = new PipelinePoll(clusters, monitor, new Audits(revisions), sights -> {}, pollers, clock);
        return new PipelineReconciler(loop, poll, PACE);
    }

    // A process that has ended asks nobody anything.
    private Between mortal() {
        return new Between() {
            @Override
            public <P> P around(Class<P> port, P real) {
                return port.cast(Proxy.newProxyInstance(
                        port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                            if (dead) {
                                throw new Killed();
                            }
                            underWay.incrementAndGet();
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            } finally {
                                underWay.decrementAndGet();
                            }
                        }));
            }
        };
    }

    @Override
    public boolean isDead() {
        return dead;
    }

    @Override
    public void die() {
        if (!dead) {
            dead = true;
            whenDead.run();
        }
    }

    @Override
    public void close() {
        dead = true;
        operator.stop();
        proxy.close();
        pollers.shutdownNow();
        // What the next one writes must not be taken for what a call of this one has done.
        await().until(() -> underWay.get() == 0);
    }
}
