package io.millrace.operator.faults.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.faults.Call;
import io.millrace.operator.faults.Ending;
import io.millrace.operator.faults.Fault;
import io.millrace.operator.faults.Faults;
import io.millrace.operator.faults.Stage;
import io.millrace.operator.faults.State;
import io.millrace.operator.pipeline.Model;
import io.millrace.operator.subjects.InMemorySubjects;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.topics.InMemoryTopics;
import io.millrace.operator.topics.Topics;
import io.millrace.platform.ControlPlaneAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One pipeline in a namespace of its own, with an operator that is replaced when it dies. */
final class ClusterStage implements Stage, AutoCloseable {

    private static final Duration AT_MOST = Duration.ofSeconds(150);

    private final KubernetesClient admin;
    private final String namespace;
    private final Config account;
    private final InMemoryTopics topics = new InMemoryTopics();
    private final InMemorySubjects subjects = new InMemorySubjects();
    private final FlinkActor flink;
    private final ClusterReader reader;
    private final ShiftedClock clock = new ShiftedClock();
    private final Gate gate = new Gate();
    private final Faults faults = new Faults();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private @Nullable OneOperator operator;
    private @Nullable Future<?> steps;

    ClusterStage(ControlPlaneAccess access, KubernetesClient admin) {
        this.admin = admin;
        this.namespace = access.freshNamespace("matrix");
        this.account = Config.fromKubeconfig(access.operatorKubeconfig().toFile());
        this.flink = new FlinkActor(admin, namespace);
        this.reader = new ClusterReader(admin, namespace, topics, subjects);
        Model.prepare(topics, subjects);
        faults.plan(this::outsideKubernetes);
        // Names begin with the namespace that owns them.
        StreamingPipeline pipeline = Serialization.unmarshal(
                Serialization.asJson(Model.pipeline()).replace("shop.totals", namespace + ".totals"),
                StreamingPipeline.class);
        pipeline.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(pipeline.getMetadata().getName())
                .build());
        admin.resource(pipeline).create();
    }

    /** The operator begins to see the pipeline, and Flink moves. */
    void begin() {
        steps = threads.scheduleWithFixedDelay(flink, 0, 150, TimeUnit.MILLISECONDS);
        replace();
    }

    // What goes to the API server meets its fault in the proxy.
    private Fault outsideKubernetes(Call call) {
        OneOperator acting = operator;
        boolean here = call.port() == Topics.class || call.port() == Subjects.class;
        return here && call.write() && acting != null
                ? gate.next(call.name().replace(namespace, "shop"), acting)
                : Fault.NONE;
    }

    private synchronized void replace() {
        if (operator != null) {
            operator.close();
        }
        OneByOne alone = new OneByOne();
        operator = new OneOperator(
                account,
                namespace,
                Model.config(),
                gate,
                faults,
                new OneOperator.Outside(
                        alone.around(Topics.class, topics), alone.around(Subjects.class, subjects), flink),
                clock,
                this::died);
    }

    private void died() {
        try {
            threads.execute(this::replace);
        } catch (RejectedExecutionException e) {
            // The stage is being cleared; nobody needs another one.
        }
    }

    Gate gate() {
        return gate;
    }

    Faults faults() {
        return faults;
    }

    private Resource<StreamingPipeline> pipeline() {
        return admin.resources(StreamingPipeline.class)
                .inNamespace(namespace)
                .withName(Model.pipeline().getMetadata().getName());
    }

    @Override
    public void edit(UnaryOperator<PipelineSpec> change) {
        pipeline().edit(present -> {
            present.setSpec(change.apply(present.getSpec()));
            return present;
        });
    }

    @Override
    public void delete() {
        pipeline().delete();
    }

    @Override
    public void settle() {
        Rest rest = new Rest();
        await().atMost(AT_MOST).pollInterval(Duration.ofMillis(250)).until(() -> rest.after(state(), ending()));
    }

    /** Whether it comes to this end. */
    boolean comesTo(List<String> end) {
        try {
            await().atMost(AT_MOST).pollInterval(Duration.ofMillis(250)).until(() -> ending().equals(end));
            return true;
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            return false;
        }
    }

    /** The same in every namespace: what runs is hashed with the names of its topics. */
    List<String> ending() {
        return Ending.of(state()).stream()
                .map(line -> line.replace(namespace, "shop")
                        .replaceAll("([0-9]+)-[0-9a-f]{8}", "$1-<hash>")
                        .replaceAll("[0-9a-f]{16,}", "<hash>"))
                .sorted()
                .toList();
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }

    @Override
    public void failJobs(boolean failing) {
        flink.setFailing(failing);
    }

    @Override
    public void failJobsAfterCheckpoint(boolean failing) {
        flink.setFailingLate(failing);
    }

    @Override
    public void lend(String configMap, String description) {
        admin.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(configMap)
                        .endMetadata()
                        .withData(Map.of("savepoint.json", description))
                        .build())
                .create();
    }

    @Override
    public State state() {
        return reader.read();
    }

    @Override
    public void close() {
        boolean flinkBroke = steps != null && steps.isDone();
        threads.shutdownNow();
        synchronized (this) {
            if (operator != null) {
                operator.close();
            }
        }
        if (flinkBroke) {
            throw new IllegalStateException("Flink's actor broke off");
        }
    }
}
