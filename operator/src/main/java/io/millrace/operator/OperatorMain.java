package io.millrace.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.operator.acceptance.SpecJudge;
import io.millrace.operator.config.ConfigException;
import io.millrace.operator.config.ConfigFile;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.kubernetes.KubernetesFlinkJobs;
import io.millrace.operator.jobs.rest.RestJobMonitor;
import io.millrace.operator.ledger.consumer.KafkaLedgers;
import io.millrace.operator.metrics.PipelineMetrics;
import io.millrace.operator.pipeline.Audience;
import io.millrace.operator.pipeline.Audits;
import io.millrace.operator.pipeline.Cluster;
import io.millrace.operator.pipeline.Clusters;
import io.millrace.operator.pipeline.PipelineLoop;
import io.millrace.operator.pipeline.PipelineObserver;
import io.millrace.operator.pipeline.PipelinePoll;
import io.millrace.operator.pipeline.PipelineReconciler;
import io.millrace.operator.pipeline.PlanExecutor;
import io.millrace.operator.pipeline.kubernetes.KubernetesEvents;
import io.millrace.operator.pipeline.kubernetes.KubernetesStatuses;
import io.millrace.operator.probes.HttpEndpoint;
import io.millrace.operator.revisions.Revisions;
import io.millrace.operator.revisions.kubernetes.ConfigMapRevisions;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.subjects.http.HttpSubjects;
import io.millrace.operator.topics.admin.AdminClients;
import io.millrace.operator.topics.admin.AdminTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the operator together and starts it. The only class that knows everybody. */
public final class OperatorMain {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

    // For what no event tells; everything else comes by watch or poll.
    private static final long LONGEST_RETRY_MILLIS = Duration.ofMinutes(1).toMillis();

    private OperatorMain() {}

    public static void main(String[] arguments) {
        try {
            run(ConfigFile.load());
        } catch (ConfigException e) {
            LOG.error("{}", e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            // Threads that were started already would keep the process, and nothing would restart it.
            LOG.error("The operator cannot start", e);
            System.exit(1);
        }
    }

    private static void run(OperatorConfig config) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PipelineMetrics metrics = new PipelineMetrics();
        meters.getPrometheusRegistry().register(metrics);
        PipelineReconciler reconciler = reconciler(config, client, metrics, Clock.systemUTC());
        Operator operator = operator(client, meters);
        operator.register(
                reconciler,
                settings -> settings.withRetry(new GenericRetry()
                        .setInitialInterval(1000)
                        .setIntervalMultiplier(1.5)
                        .setMaxInterval(LONGEST_RETRY_MILLIS)
                        .setMaxAttempts(-1)));
        HttpEndpoint http = HttpEndpoint.start(config.httpPort(), meters, operator, reconciler::isAlive);
        operator.installShutdownHook(Duration.ofSeconds(10));
        operator.start();
        LOG.info("Millrace {} watches pipelines; probes and metrics on port {}", version(), http.port());
    }

    private static Operator operator(KubernetesClient client, MeterRegistry meters) {
        return new Operator(settings ->
                settings.withKubernetesClient(client).withMetrics(MicrometerMetrics.withoutPerResourceMetrics(meters)));
    }

    private static PipelineReconciler reconciler(
            OperatorConfig config, KubernetesClient client, Audience audience, Clock clock) {
        Clusters clusters = new Clusters(config.connections().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> connect(entry.getValue(), clock))));
        FlinkJobs jobs = new KubernetesFlinkJobs(client);
        Revisions revisions = new ConfigMapRevisions(client);
        SpecJudge judge = new SpecJudge(config, version());
        PipelineLoop loop = new PipelineLoop(
                new PipelineObserver(config, judge, clusters, jobs, revisions),
                new PlanExecutor(clusters, jobs, revisions),
                new KubernetesStatuses(client),
                new KubernetesEvents(client, clock),
                clock);
        PipelinePoll poll = new PipelinePoll(
                clusters,
                new RestJobMonitor(config.flink().rest()),
                new Audits(revisions),
                audience,
                Executors.newFixedThreadPool(config.connections().size() + 1),
                clock);
        return new PipelineReconciler(loop, poll);
    }

    private static Cluster connect(OperatorConfig.Connection connection, Clock clock) {
        Optional<Subjects> subjects =
                connection.registry().map(registry -> HttpSubjects.connect(registry, connection.name()));
        return new Cluster(
                new AdminTopics(AdminClients.connect(connection), connection.name()),
                KafkaLedgers.start(connection, clock),
                subjects);
    }

    private static String version() {
        String version = OperatorMain.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
