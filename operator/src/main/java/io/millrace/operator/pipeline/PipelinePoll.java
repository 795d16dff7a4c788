package io.millrace.operator.pipeline;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.RolloutSpec.GateMetric;
import io.millrace.api.v1alpha1.SourceSpec;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.differences.Difference;
import io.millrace.operator.acceptance.TopicNames;
import io.millrace.operator.canary.CanaryWishes;
import io.millrace.operator.gates.JobSight.Load;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.ledger.LedgerTopic;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.transactions.OpenTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The regular look at all outside systems, once for all pipelines: one batch per system, side by side. */
public final class PipelinePoll {

    private static final Logger LOG = LoggerFactory.getLogger(PipelinePoll.class);

    // Many times what a look takes when no system answers.
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    private final Clusters clusters;
    private final JobMonitor monitor;
    private final Audits audits;
    private final Audience audience;
    private final Trends trends = new Trends();
    private final LastFacts lastFacts = new LastFacts();
    private final ExecutorService threads;
    private final Clock clock;
    private volatile Instant lastLook;

    /** @param threads at least {@link #threads} of them, or the slow systems hold up the others */
    public PipelinePoll(
            Clusters clusters,
            JobMonitor monitor,
            Audits audits,
            Audience audience,
            ExecutorService threads,
            Clock clock) {
        this.clusters = clusters;
        this.monitor = monitor;
        this.audits = audits;
        this.audience = audience;
        this.threads = threads;
        this.clock = clock;
        this.lastLook = clock.instant();
    }

    /** Flink is asked for two things, and for each connection Kafka and the registry, all at once. */
    public static int threads(int connections) {
        return 2 + 2 * connections;
    }

    boolean isAlive() {
        return lastLook.isAfter(clock.instant().minus(LONGEST_SILENCE));
    }

    Map<ResourceID, Set<PolledFacts>> look(Stream<StreamingPipeline> all) {
        Instant asked = clock.instant();
        List<StreamingPipeline> everyone = all.toList();
        List<StreamingPipeline> pipelines = everyone.stream()
                .filter(PipelinePoll::isReadable)
                .filter(PipelinePoll::hasStarted)
                .toList();
        var figures = CompletableFuture.supplyAsync(() -> monitor.figures(jobs(pipelines)), threads);
        var cpu = CompletableFuture.supplyAsync(() -> monitor.cpuMillis(gatedByCpu(pipelines)), threads);
        Map<String, CompletableFuture<KafkaFacts>> kafka = new HashMap<>();
        Map<String, List<StreamingPipeline>> byCluster = byCluster(pipelines);
        byCluster.forEach((cluster, its) ->
                kafka.put(cluster, CompletableFuture.supplyAsync(() -> kafka(cluster, its), threads)));
        clusters.without(byCluster.keySet()).forEach(PipelinePoll::leaveLedgers);
        Map<String, CompletableFuture<Observed<String>>> registries = registries(pipelines);
        Map<PipelineId, Observed<JobFigures>> seenFigures = figures.join();
        trends.keepOnly(jobs(pipelines));
        lastFacts.keepOnly(ids(pipelines));
        audits.keepOnly(ids(pipelines));
        Map<ResourceID, Set<PolledFacts>> facts = new HashMap<>();
        for (StreamingPipeline pipeline : pipelines) {
            CompletableFuture<KafkaFacts> cluster = kafka.get(pipeline.getSpec().cluster());
            CompletableFuture<Observed<String>> registry =
                    usesSchemas(pipeline) ? registries.get(pipeline.getSpec().cluster()) : null;
            PolledFacts seen = facts(
                    pipeline,
                    seenFigures,
                    cpu.join(),
                    cluster == null ? KafkaFacts.NONE : cluster.join(),
                    registry == null ? Observed.absent() : registry.join());
            facts.put(
                    ResourceID.fromResource(pipeline), Set.of(lastFacts.after(pipeline, seen, asked, clock.instant())));
        }
        lastLook = clock.instant();
        audience.seen(everyone.stream()
                .flatMap(pipeline ->
                        facts.getOrDefault(ResourceID.fromResource(pipeline), Set.of(PolledFacts.none())).stream()
                                .map(seen -> new Audience.Sight(pipeline, seen)))
                .toList());
        return facts;
    }

    private PolledFacts facts(
            StreamingPipeline pipeline,
            Map<PipelineId, Observed<JobFigures>> jobs,
            Map<PipelineId, Long> cpu,
            KafkaFacts kafka,
            Observed<String> registry) {
        Instant now = clock.instant();
        PipelineId id = PipelineId.of(pipeline);
        Observed<JobFigures> figures = jobs.getOrDefault(id, Observed.absent());
        Observed<Long> lag = kafka.lag().getOrDefault(id.consumerGroup(), Observed.absent());
        figures.value().ifPresent(seen -> trends.restarts(id, seen.jobId(), seen.restarts(), now));
        lag.value().ifPresent(records -> trends.lag(id, records, now));
        Map<String, Observed<TopicState>> topics = new HashMap<>();
        owned(pipeline).forEach(name -> topics.put(name, kafka.topics().getOrDefault(name, Observed.absent())));
        Observed<LedgerReading> ledger = kafka.ledgers().getOrDefault(ledger(pipeline), Observed.absent());
        Observed<Audit> audit = audits.audit(id, ledger);
        boolean isRead = kafka.ledgers().containsKey(ledger(pipeline));
        boolean booksAreKnown = isRead && (ledger.isAbsent() || audit.value().isPresent());
        return new PolledFacts(
                figures,
                trends.lastRestart(id),
                lag,
                trends.lagIsGrowing(id, now),
                topics,
                registry,
                audit,
                booksAreKnown,
                kafka.transactions()
                        .getOrDefault(id.transactionalIdPrefix(), Observed.absent())
                        .flatMap(PipelinePoll::oldest),
                canary(pipeline, jobs, cpu, kafka));
    }

    private PolledCanary canary(
            StreamingPipeline pipeline,
            Map<PipelineId, Observed<JobFigures>> jobs,
            Map<PipelineId, Long> cpu,
            KafkaFacts kafka) {
        PipelineId live = PipelineId.of(pipeline);
        PipelineId id = live.in(Slot.CANARY);
        kafka.lag()
                .getOrDefault(id.consumerGroup(), Observed.absent())
                .value()
                .ifPresent(records -> trends.lag(id, records, clock.instant()));
        return CandidateTopics.of(pipeline)
                .map(topics -> new PolledCanary(
                        jobs.getOrDefault(id, Observed.absent()),
                        Ledgers.soFar(kafka.ledgers().getOrDefault(topics.ledger(), Observed.absent())),
                        kafka.differences().getOrDefault(topics.differences(), Observed.absent()),
                        load(id, cpu),
                        load(live, cpu)))
                .orElse(PolledCanary.NONE);
    }

    private Load load(PipelineId job, Map<PipelineId, Long> cpu) {
        return new Load(trends.leastLag(job, clock.instant()), Optional.ofNullable(cpu.get(job)));
    }

    private Map<String, CompletableFuture<Observed<String>>> registries(List<StreamingPipeline> pipelines) {
        Map<String, CompletableFuture<Observed<String>>> asked = new HashMap<>();
        pipelines.stream()
                .filter(PipelinePoll::usesSchemas)
                .map(pipeline -> pipeline.getSpec().cluster())
                .distinct()
                .forEach(name -> clusters.find(name)
                        .flatMap(Cluster::subjects)
                        .ifPresent(subjects ->
                                asked.put(name, CompletableFuture.supplyAsync(subjects::defaultLevel, threads))));
        return asked;
    }

    /** What one cluster says about the pipelines on it. */
    private record KafkaFacts(
            Map<String, Observed<TopicState>> topics,
            Map<String, Observed<Long>> lag,
            Map<LedgerTopic, Observed<LedgerReading>> ledgers,
            Map<String, Observed<List<Difference>>> differences,
            Map<String, Observed<List<OpenTransaction>>> transactions) {

        static final KafkaFacts NONE = new KafkaFacts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    private KafkaFacts kafka(String cluster, List<StreamingPipeline> pipelines) {
        var admin = clusters.topics(cluster);
        Map<String, Observed<TopicState>> described =
                admin.describe(pipelines.stream().flatMap(PipelinePoll::watched).collect(Collectors.toSet()));
        // A topic that is not there would be asked for again and again.
        Predicate<String> isThere =
                topic -> !described.getOrDefault(topic, Observed.absent()).isAbsent();
        Map<LedgerTopic, Observed<LedgerReading>> books = clusters.ledgers(cluster)
                .look(pipelines.stream()
                        .flatMap(PipelinePoll::ledgers)
                        .filter(ledger -> isThere.test(ledger.name()))
                        .collect(Collectors.toSet()));
        // In the same look: by these books a candidate may be given up, and its topics with it.
        Map<String, Integer> unread = unread(pipelines, books);
        unread.keySet().removeIf(isThere.negate());
        List<String> prefixes = pipelines.stream()
                .map(pipeline -> PipelineId.of(pipeline).transactionalIdPrefix())
                .toList();
        return new KafkaFacts(
                described,
                admin.lag(topicsByGroup(pipelines)),
                books,
                clusters.differences(cluster).first(unread),
                clusters.transactions(cluster).open(prefixes));
    }

    private static Map<String, Set<String>> topicsByGroup(List<StreamingPipeline> pipelines) {
        Map<String, Set<String>> topicsByGroup = new HashMap<>();
        pipelines.forEach(pipeline -> jobs(pipeline)
                .forEach(job -> topicsByGroup.put(
                        job.consumerGroup(),
                        pipeline.getSpec().sources().stream()
                                .map(SourceSpec::topic)
                                .collect(Collectors.toSet()))));
        return topicsByGroup;
    }

    /** Differences that the books of candidates have and their statuses do not show, by topic. */
    private static Map<String, Integer> unread(
            List<StreamingPipeline> pipelines, Map<LedgerTopic, Observed<LedgerReading>> books) {
        Map<String, Integer> unread = new HashMap<>();
        pipelines.stream()
                .flatMap(pipeline -> CandidateTopics.of(pipeline).stream())
                .forEach(topics -> books.getOrDefault(topics.ledger(), Observed.absent())
                        .value()
                        .map(topics::unread)
                        .filter(number -> number > 0)
                        .ifPresent(number -> unread.put(topics.differences(), number)));
        return unread;
    }

    // They would be read on, and asked for when they are gone, after the last pipeline was deleted.
    private static void leaveLedgers(Cluster cluster) {
        cluster.ledgers().look(Set.of());
    }

    private static Observed<Instant> oldest(List<OpenTransaction> open) {
        return open.stream()
                .map(OpenTransaction::startedAt)
                .min(Comparator.naturalOrder())
                .map(Observed::found)
                .orElseGet(Observed::absent);
    }

    private Map<String, List<StreamingPipeline>> byCluster(List<StreamingPipeline> pipelines) {
        return pipelines.stream()
                .filter(pipeline -> clusters.find(pipeline.getSpec().cluster()).isPresent())
                .collect(Collectors.groupingBy(pipeline -> pipeline.getSpec().cluster()));
    }

    // Whoever may write a status can write what is none. Its own turn says so; the others are looked at all the same.
    private static boolean isReadable(StreamingPipeline pipeline) {
        try {
            Stored.of(pipeline.getStatus());
            return pipeline.getSpec() != null;
        } catch (RuntimeException e) {
            LOG.warn(
                    "The status of pipeline {}/{} cannot be read",
                    pipeline.getMetadata().getNamespace(),
                    pipeline.getMetadata().getName(),
                    e);
            return false;
        }
    }

    private static boolean hasStarted(StreamingPipeline pipeline) {
        return Stored.of(pipeline.getStatus()).current().isPresent() && !pipeline.isMarkedForDeletion();
    }

    private static boolean usesSchemas(StreamingPipeline pipeline) {
        return !Stored.of(pipeline.getStatus()).schemas().isEmpty();
    }

    private static Set<String> owned(StreamingPipeline pipeline) {
        return Stored.of(pipeline.getStatus()).topics().stream()
                .map(TopicStatus::name)
                .collect(Collectors.toSet());
    }

    private static Stream<String> watched(StreamingPipeline pipeline) {
        return Stream.concat(
                owned(pipeline).stream(), CandidateTopics.of(pipeline).stream().flatMap(CandidateTopics::names));
    }

    private static Set<PipelineId> ids(List<StreamingPipeline> pipelines) {
        return pipelines.stream().map(PipelineId::of).collect(Collectors.toSet());
    }

    /** Of the live jobs, and of the candidates beside them. */
    private static Set<PipelineId> jobs(List<StreamingPipeline> pipelines) {
        return pipelines.stream().flatMap(PipelinePoll::jobs).collect(Collectors.toSet());
    }

    private static Stream<PipelineId> jobs(StreamingPipeline pipeline) {
        PipelineId live = PipelineId.of(pipeline);
        return CandidateTopics.of(pipeline).isPresent() ? Stream.of(live, live.in(Slot.CANARY)) : Stream.of(live);
    }

    // One more request for each job, which nobody else has a use for.
    private static Set<PipelineId> gatedByCpu(List<StreamingPipeline> pipelines) {
        return pipelines.stream()
                .filter(pipeline -> CandidateTopics.of(pipeline).isPresent())
                .filter(pipeline ->
                        CanaryWishes.of(pipeline.getSpec().rollout()).isGatedBy(GateMetric.CPU_PER_RECORD))
                .flatMap(PipelinePoll::jobs)
                .collect(Collectors.toSet());
    }

    private static Stream<LedgerTopic> ledgers(StreamingPipeline pipeline) {
        return Stream.concat(
                Stream.of(ledger(pipeline)), CandidateTopics.of(pipeline).map(CandidateTopics::ledger).stream());
    }

    private static LedgerTopic ledger(StreamingPipeline pipeline) {
        return new LedgerTopic(
                TopicNames.identity(PipelineId.of(pipeline)).ledgerTopic(),
                Instant.parse(pipeline.getMetadata().getCreationTimestamp()));
    }
}
