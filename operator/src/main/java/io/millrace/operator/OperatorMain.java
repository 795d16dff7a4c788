package io.millrace.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.operator.acceptance.SpecJudge;
import io.millrace.operator.canary.consumer.KafkaDifferences;
import io.millrace.operator.config.ConfigException;
import io.millrace.operator.config.ConfigFile;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.flink.FlinkRest;
import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.jobs.kubernetes.KubernetesFlinkJobs;
import io.millrace.operator.jobs.rest.JobCancellation;
import io.millrace.operator.jobs.rest.RestJobMonitor;
import io.millrace.operator.kafka.KafkaAdmin;
import io.millrace.operator.leadership.Elector;
import io.millrace.operator.leadership.Leadership;
import io.millrace.operator.leadership.Terms;
import io.millrace.operator.leadership.Unopposed;
import io.millrace.operator.leadership.kubernetes.KubernetesLeaseStore;
import io.millrace.operator.leadership.kubernetes.WriteGuard;
import io.millrace.operator.ledger.consumer.KafkaLedgers;
import io.millrace.operator.metrics.LeaderMetric;
import io.millrace.operator.metrics.PipelineMetrics;
import io.millrace.operator.pipeline.Audience;
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
import io.millrace.operator.pipeline.kubernetes.KubernetesEvents;
import io.millrace.operator.pipeline.kubernetes.KubernetesStatuses;
import io.millrace.operator.probes.HttpEndpoint;
import io.millrace.operator.revisions.Revisions;
import io.millrace.operator.revisions.kubernetes.KubernetesRevisions;
import io.millrace.operator.savepoints.kubernetes.ConfigMapRecords;
import io.millrace.operator.savepoints.kubernetes.KubernetesSnapshots;
import io.millrace.operator.savepoints.rest.SavepointDisposal;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.subjects.http.HttpSubjects;
import io.millrace.operator.topics.admin.AdminTopics;
import io.millrace.operator.transactions.admin.AdminTransactions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the operator together and starts it. The only class that knows everybody. */
public final class OperatorMain {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

    // For what no event tells; everything else comes by watch or poll.
    private static final long LONGEST_RETRY_MILLIS = Duration.ofMinutes(1).toMillis();

    // What a turn may take that is under way when the process is asked to end.
    private static final Duration GRACE = Duration.ofSeconds(10);
    // The exit code of a process that another one follows.
    private static final int DEPOSED = 3;

    private OperatorMain() {}

    public static void main(String[] arguments) {
        try {
            run(ConfigFile.load());
        } catch (ConfigException e) {
            LOG.error("{}", e.getMessage());
            System.exit(2);
        } catch (InterruptedException | RuntimeException e) {
            // Threads that were started already would keep the process, and nothing would restart it.
            LOG.error("The operator cannot start", e);
            System.exit(1);
        }
    }

    private static void run(OperatorConfig config) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        String identity =
                config.election().map(election -> election.host() + "-").orElse("")
                        + UUID.randomUUID().toString().substring(0, 8);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Leadership leadership = config.election()
                .map(election -> candidate(election, identity, clock))
                .orElseGet(Unopposed::new);
        LeaderMetric.register(leadership, meters);
        Duty duty = new Duty(leadership);
        HttpEndpoint http = HttpEndpoint.start(config.httpPort(), meters, duty::isAlive, duty::isReady);
        Runtime.getRuntime().addShutdownHook(new Thread(duty::end, "end"));
        LOG.info("Millrace {} is {}; probes and metrics on port {}", version(), identity, http.port());
        leadership.await();
        KubernetesClient client = client(identity, leadership);
        PipelineMetrics metrics = new PipelineMetrics();
        meters.getPrometheusRegistry().register(metrics);
        PipelineReconciler reconciler = reconciler(config, client, metrics, clock, leadership);
        duty.begin(operator(client, meters, reconciler), reconciler::isAlive);
        LOG.info("It watches pipelines");
    }

    private static Leadership candidate(OperatorConfig.Election election, String identity, Clock clock) {
        Config impatient = new ConfigBuilder(settings(identity))
                .withRequestTimeout((int) Terms.CALL.toMillis())
                .withConnectionTimeout((int) Terms.CALL.toMillis())
                .withRequestRetryBackoffLimit(0)
                .build();
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(impatient).build();
        Elector elector = new Elector(
                identity,
                new KubernetesLeaseStore(client, election.namespace(), election.lease()),
                Terms.USUAL,
                clock,
                System::nanoTime,
                // Not exit: the hooks would wait for what hangs, and nothing of this process must be written any more.
                () -> Runtime.getRuntime().halt(DEPOSED));
        Thread thread = new Thread(elector, "election");
        thread.setDaemon(true);
        thread.start();
        return elector;
    }

    private static KubernetesClient client(String identity, Leadership leadership) {
        return new KubernetesClientBuilder()
                .withConfig(settings(identity))
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor(WriteGuard.NAME, new WriteGuard(leadership)))
                .build();
    }

    // Who looks at the API server's log sees which of several operators it was.
    private static Config settings(String identity) {
        return new ConfigBuilder(Config.autoConfigure(null))
                .withUserAgent("millrace-operator/" + version() + " (" + identity + ")")
                .build();
    }

    private static Operator operator(KubernetesClient client, MeterRegistry meters, PipelineReconciler reconciler) {
        Operator operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withReconciliationTerminationTimeout(GRACE)
                .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(meters)));
        operator.register(
                reconciler,
                settings -> settings.withRetry(new GenericRetry()
                        .setInitialInterval(1000)
                        .setIntervalMultiplier(1.5)
                        .setMaxInterval(LONGEST_RETRY_MILLIS)
                        .setMaxAttempts(-1)));
        return operator;
    }

    private static PipelineReconciler reconciler(
            OperatorConfig config, KubernetesClient client, Audience audience, Clock clock, Leadership leadership) {
        Clusters clusters = new Clusters(config.connections().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> connect(entry.getValue(), clock))));
        Revisions revisions = new KubernetesRevisions(client, clock);
        SpecJudge judge = new SpecJudge(config, version());
        FlinkRest flink = new FlinkRest(config.flink().rest());
        FlinkJobs jobs = new KubernetesFlinkJobs(client, new JobCancellation(flink), clock);
        JobMonitor monitor = new RestJobMonitor(flink);
        Ports ports = new Ports(
                clusters,
                jobs,
                monitor,
                revisions,
                new KubernetesSnapshots(client, new SavepointDisposal(flink)),
                new ConfigMapRecords(client));
        PipelineLoop loop = new PipelineLoop(
                new PipelineObserver(config, judge, ports, clock.instant()),
                new PlanExecutor(ports, leadership),
                new KubernetesStatuses(client),
                new KubernetesEvents(client, clock),
                clock);
        PipelinePoll poll = new PipelinePoll(
                clusters,
                monitor,
                new Audits(revisions),
                audience,
                Executors.newFixedThreadPool(
                        PipelinePoll.threads(config.connections().size())),
                clock);
        return new PipelineReconciler(loop, poll, Pace.USUAL);
    }

    private static Cluster connect(OperatorConfig.Connection connection, Clock clock) {
        Optional<Subjects> subjects =
                connection.registry().map(registry -> HttpSubjects.connect(registry, connection.name()));
        KafkaAdmin admin = new KafkaAdmin(connection, clock);
        return new Cluster(
                new AdminTopics(admin, connection.name()),
                KafkaLedgers.start(connection, clock),
                new KafkaDifferences(connection, clock),
                new AdminTransactions(admin, connection.name()),
                subjects);
    }

    private static String version() {
        String version = OperatorMain.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
