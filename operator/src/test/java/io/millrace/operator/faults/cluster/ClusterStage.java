package io.millrace.operator.faults.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.faults.Call;
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
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** One pipeline in a namespace of its own, with an operator that is replaced when it dies. */
final class ClusterStage implements Stage, AutoCloseable {

    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final KubernetesClient admin;
    private final String namespace;
    private final Upstream upstream;
    private final InMemoryTopics topics = new InMemoryTopics();
    private final InMemorySubjects subjects = new InMemorySubjects();
    private final FlinkActor flink;
    private final Disposals disposals = Disposals.start();
    private final Sight sight;
    private final ShiftedClock clock = new ShiftedClock();
    private final Gate gate = new Gate();
    private final Faults faults = new Faults();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final Queue<List<String>> known = new ArrayDeque<>();
    private final List<List<String>> rests = new ArrayList<>();
    private @Nullable OneOperator operator;
    private @Nullable Future<?> steps;

    ClusterStage(ControlPlaneAccess access, Upstream upstream, KubernetesClient admin) {
        this.admin = admin;
        this.namespace = access.freshNamespace("matrix");
        this.upstream = upstream;
        this.flink = new FlinkActor(admin, namespace, gate);
        this.sight = new Sight(new ClusterReader(admin, namespace, gate, topics, subjects), namespace);
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
        steps = threads.scheduleWithFixedDelay(this::moveOn, 0, 100, TimeUnit.MILLISECONDS);
        replace();
    }

    // As in memory, a second passes with each step.
    private void moveOn() {
        flink.run();
        clock.pass(Duration.ofSeconds(1));
    }

    // What goes to the API server meets its fault in the proxy.
    private Fault outsideKubernetes(Call call) {
        OneOperator acting = operator;
        boolean here = call.port() == Topics.class || call.port() == Subjects.class;
        return here && call.write() && acting != null ? gate.next(nameOf(call), acting) : Fault.NONE;
    }

    // The same in every namespace.
    private String nameOf(Call call) {
        List<Object> arguments = call.arguments().stream()
                .map(argument -> argument instanceof String text ? text.replace(namespace, "shop") : argument)
                .toList();
        return new Call(call.number(), call.port(), call.verb(), arguments, call.write())
                .name()
                .replace(namespace, "shop");
    }

    private synchronized void replace() {
        if (operator != null) {
            operator.close();
        }
        OneByOne alone = new OneByOne();
        operator = new OneOperator(
                upstream,
                namespace,
                Model.config(),
                gate,
                faults,
                new OneOperator.Outside(
                        alone.around(Topics.class, topics),
                        alone.around(Subjects.class, subjects),
                        flink,
                        disposals.address()),
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
        // The operator may have written meanwhile: then it is edited again.
        gate.moved(ClusterReader.PIPELINES, () -> await().pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(ClusterStage::isConflict)
                .until(() -> pipeline().edit(present -> {
                            present.setSpec(change.apply(present.getSpec()));
                            return present;
                        })
                        != null));
    }

    private static boolean isConflict(Throwable error) {
        return error instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    @Override
    public void delete() {
        gate.moved(ClusterReader.PIPELINES, () -> pipeline().delete());
    }

    /** Where it came to rest before, it does so again: that need not be found out a second time. */
    void follow(List<List<String>> others) {
        known.addAll(others);
    }

    /** Where it has come to rest. */
    List<List<String>> rests() {
        return List.copyOf(rests);
    }

    @Override
    public void settle() {
        Rest rest = known.isEmpty() ? Rest.anywhere() : Rest.at(known.remove());
        await().atMost(AT_MOST).pollInterval(LOOK).until(() -> {
            Sight.Seen seen = sight.now();
            return rest.after(seen.state(), seen.ending(), flink.polls());
        });
        rests.add(ending());
    }

    /** Whether it comes to this end, and stays there. */
    boolean comesTo(List<String> end) {
        try {
            known.add(end);
            settle();
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    List<String> ending() {
        return sight.now().ending();
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
        return sight.now().state();
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
        disposals.close();
        if (flinkBroke) {
            throw new IllegalStateException("Flink's actor broke off");
        }
    }
}
