package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.differences.Difference;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.acceptance.SpecJudge;
import io.millrace.operator.canary.InMemoryDifferences;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.faults.Between;
import io.millrace.operator.faults.Finalizer;
import io.millrace.operator.faults.Killed;
import io.millrace.operator.gates.JobSight;
import io.millrace.operator.jobs.FakeFlink;
import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.leadership.Leadership;
import io.millrace.operator.leadership.NotLeadingException;
import io.millrace.operator.leadership.Unopposed;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.ledger.InMemoryLedgers;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.ledger.LedgerTopic;
import io.millrace.operator.ledger.Rows;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.InMemoryRevisions;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.revisions.Revisions;
import io.millrace.operator.savepoints.InMemorySavepoints;
import io.millrace.operator.savepoints.SavepointRecords;
import io.millrace.operator.savepoints.Snapshots;
import io.millrace.operator.subjects.InMemorySubjects;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.topics.InMemoryTopics;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.transactions.InMemoryTransactions;
import io.millrace.operator.transactions.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that the loop works on, in memory, and an operator that can be killed at any call. */
final class World {

    private static final String EVENTS_SCHEMA =
            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "kind", "type": "string"},
              {"name": "happened_at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}""";
    // More turns than anything here takes: who needs more runs in circles.
    private static final int MANY = 200;

    // More seconds than anything here waits for without writing.
    private static final int QUIET = 8;

    final InMemoryTopics topics = new InMemoryTopics(this::written);
    final InMemorySubjects subjects = new InMemorySubjects(this::written);
    final InMemorySavepoints savepoints = new InMemorySavepoints(this::written);
    final InMemoryTransactions transactions = new InMemoryTransactions(this::written);
    final FakeFlink flink = new FakeFlink(this::written);
    final InMemoryLedgers ledgers = new InMemoryLedgers();
    final InMemoryDifferences differences = new InMemoryDifferences();
    final InMemoryRevisions revisions = new InMemoryRevisions(this::written);
    final FakeApiServer api = new FakeApiServer(pipeline(), this::written);
    final List<String> events = new ArrayList<>();
    final List<StreamingPipeline> neighbours = new ArrayList<>();

    private static final LedgerTopic CANARY_LEDGER =
            new LedgerTopic("ledger.shop.totals.canary", Instant.EPOCH, Slot.CANARY);

    private OperatorConfig config = config();
    private String version = "1.0";
    private PipelineId id = PipelineId.of(api.read());
    private Audits audits = new Audits(revisions);
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Between between;
    private PipelineLoop loop;
    private Duration lookAgain = Duration.ZERO;
    private Optional<PolledFacts> poll = Optional.empty();
    private Optional<Instant> lastCheckpoint = Optional.empty();
    private int writes;
    private int checkpoints;
    private boolean gone;

    World() {
        this(Between.NOTHING);
    }

    World(Between between) {
        this.between = between;
        this.loop = operator();
        prepare(topics, subjects);
        writes = 0;
    }

    /** What is there before the pipeline. */
    static void prepare(Topics topics, Subjects subjects) {
        topics.create(new WantedTopic("shop.events", 4, 3, Map.of(), WantedTopic.Purpose.DATA, ""));
        subjects.register("shop.events-value", EVENTS_SCHEMA);
    }

    static StreamingPipeline pipeline() {
        try (InputStream yaml = World.class.getResourceAsStream("totals.yaml")) {
            return Serialization.unmarshal(yaml, StreamingPipeline.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OperatorConfig config() {
        return new OperatorConfig(
                Map.of("default", connection()),
                List.of(),
                "s3://streams/millrace",
                new OperatorConfig.Flink(
                        "millrace/job:{version}-flink{flink}",
                        "flink",
                        "http://{name}",
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(2)),
                new OperatorConfig.Defaults(6, 3, Duration.ofDays(14)),
                Optional.empty(),
                8080);
    }

    Clusters clusters() {
        Topics kafka = between.around(Topics.class, topics);
        Subjects registry = between.around(Subjects.class, subjects);
        Transactions open = between.around(Transactions.class, transactions);
        Cluster cluster = new Cluster(kafka, ledgers, differences, open, Optional.of(registry));
        return new Clusters(
                config.connections().keySet().stream().collect(Collectors.toMap(name -> name, name -> cluster)));
    }

    private PipelineLoop operator() {
        Ports ports = new Ports(
                clusters(),
                between.around(FlinkJobs.class, flink),
                between.around(JobMonitor.class, flink),
                between.around(Revisions.class, revisions),
                between.around(Snapshots.class, savepoints),
                between.around(SavepointRecords.class, savepoints));
        Leadership leadership = between.around(Leadership.class, new Unopposed());
        return new PipelineLoop(
                new PipelineObserver(config, new SpecJudge(config, version), ports, now),
                new PlanExecutor(ports, leadership),
                between.around(Statuses.class, api),
                (pipeline, note) -> events.add(note.reason() + ": " + note.message()),
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                });
    }

    private static OperatorConfig.Connection connection() {
        return new OperatorConfig.Connection(
                "default", "kafka:9092", Map.of(), Optional.of(URI.create("http://registry")));
    }

    private void written() {
        writes++;
    }

    int writes() {
        return writes;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    TopicState topic(String name) {
        return Objects.requireNonNull(topics.all().get(name), name);
    }

    PipelineId id() {
        return id;
    }

    /** Another process takes over, which remembers nothing. */
    void restart() {
        loop = operator();
        audits = new Audits(revisions);
        lookAgain = Duration.ofSeconds(1);
    }

    /** Another process takes over, of a later version and configured otherwise. */
    void upgrade(OperatorConfig newerConfig, String newerVersion) {
        config = newerConfig;
        version = newerVersion;
        restart();
    }

    /** The administrator takes the connection out of the configuration. */
    void disconnect() {
        OperatorConfig without = new OperatorConfig(
                Map.of(),
                config.tenancy(),
                config.stateRoot(),
                config.flink(),
                config.defaults(),
                config.election(),
                config.httpPort());
        upgrade(without, version);
    }

    /** Somebody applies the same file again, after the pipeline is gone. */
    void recreate(String uid) {
        api.recreate(pipeline(), uid, now);
        id = PipelineId.of(api.read());
        gone = false;
    }

    boolean isGone() {
        return gone;
    }

    /** What the last turn asked for. */
    Duration lookAgain() {
        return lookAgain;
    }

    /** From now on the regular look at all systems is late: what it saw last is all that is known of it. */
    void holdPoll() {
        poll = Optional.of(polled());
    }

    /** Turns until nothing is written any more while Flink goes on. */
    void settle() {
        int quiet = 0;
        for (int turn = 0; quiet < QUIET && !gone; turn++) {
            if (turn > MANY) {
                throw new AssertionError("the loop does not come to rest; the last events were " + events);
            }
            int before = writes;
            turn();
            quiet = writes == before ? quiet + 1 : 0;
        }
    }

    void turn() {
        act();
        flink.progress();
        pass(Duration.ofSeconds(1));
    }

    /** One turn of the operator, in which nothing else moves. */
    void act() {
        PipelineLoop mine = loop;
        try {
            Turn turn = mine.turn(api.cached(), poll.orElseGet(this::polled), neighbours::stream);
            lookAgain = turn.lookAgain();
            if (turn.over()) {
                between.around(Finalizer.class, () -> gone = true).remove();
            }
        } catch (Killed e) {
            restart();
        } catch (KubernetesClientException | NotLeadingException e) {
            afterFailure(mine, e);
        }
    }

    // As the operator framework does, which then tries the turn again.
    private void afterFailure(PipelineLoop failed, RuntimeException why) {
        lookAgain = Duration.ofSeconds(1);
        try {
            failed.failed(api.cached(), why);
        } catch (Killed e) {
            restart();
        } catch (KubernetesClientException | NotLeadingException e) {
            // There is nobody left to tell.
        }
    }

    PolledFacts polled() {
        Stored stored = Stored.of(api.read().getStatus());
        List<String> owned = stored.topics().stream().map(topic -> topic.name()).toList();
        String group = "millrace.shop.totals";
        LedgerTopic ledger = new LedgerTopic(
                "ledger.shop.totals", Instant.parse(api.read().getMetadata().getCreationTimestamp()));
        Observed<Long> lag = topics.lag(Map.of(group, Set.of())).getOrDefault(group, Observed.absent());
        PipelineId candidate = id.in(Slot.CANARY);
        Map<PipelineId, Observed<JobFigures>> figures =
                between.around(JobMonitor.class, flink).figures(List.of(id, candidate));
        Observed<Audit> audit = audits.audit(id, read(ledger));
        return new PolledFacts(
                figures.getOrDefault(id, Observed.absent()),
                Optional.empty(),
                lag,
                false,
                topics.describe(owned),
                subjects.defaultLevel(),
                audit,
                read(ledger).isAbsent() || audit.value().isPresent(),
                Observed.absent(),
                new PolledCanary(
                        figures.getOrDefault(candidate, Observed.absent()),
                        read(CANARY_LEDGER),
                        differences(),
                        load(candidate),
                        load(id)));
    }

    private Observed<List<Difference>> differences() {
        return CandidateTopics.of(api.read())
                .flatMap(topics -> read(CANARY_LEDGER)
                        .value()
                        .map(topics::unread)
                        .filter(number -> number > 0)
                        .map(number -> differences.first(Map.of(topics.differences(), number))))
                .flatMap(seen -> seen.values().stream().findFirst())
                .orElseGet(Observed::absent);
    }

    private Observed<LedgerReading> read(LedgerTopic ledger) {
        return ledgers.look(Set.of(ledger))
                .getOrDefault(ledger, Observed.absent())
                .map(reading -> new LedgerReading(
                        at(reading.sum(), lastCheckpoint.orElse(now)),
                        reading.skipped(),
                        reading.undecided(),
                        reading.wentBack()));
    }

    private static LedgerSum at(LedgerSum sum, Instant clock) {
        return new LedgerSum(
                sum.run(),
                sum.revision(),
                sum.checkpoint(),
                clock.toEpochMilli(),
                sum.watermarks(),
                sum.total(),
                sum.opening(),
                sum.latestWatermarks(),
                sum.positions(),
                sum.restored());
    }

    /** Whether jobs complete checkpoints: their books are as old as the last one. */
    void setCheckpoints(boolean areCompleted) {
        lastCheckpoint = areCompleted ? Optional.empty() : Optional.of(now);
    }

    private JobSight.Load load(PipelineId job) {
        return new JobSight.Load(
                topics.lag(Map.of(job.consumerGroup(), Set.of()))
                        .getOrDefault(job.consumerGroup(), Observed.absent())
                        .value(),
                Optional.ofNullable(flink.cpuMillis(Set.of(job)).get(job)));
    }

    /** What the candidate has compared so far, with its next checkpoint. */
    void compared(RevisionName candidate, Map<Account, Long> counts) {
        Map<Account, Long> all = new EnumMap<>(counts);
        all.putIfAbsent(Account.WINDOWS, 3L);
        all.putIfAbsent(
                Account.RESOLVED,
                counts.values().stream().mapToLong(Long::longValue).sum());
        Books books = new Books(Map.of(Books.compared("totals"), new Counts(all, Map.of())), Map.of());
        ledgers.write(
                "ledger.shop.totals.canary",
                Rows.row(Slot.CANARY, "run-c", candidate.toString(), ++checkpoints, now, "compare@1", 1, books));
    }

    /** The conditions, as {@code type: status reason}. */
    Map<String, String> conditions() {
        return api.status().conditions().stream()
                .collect(Collectors.toMap(
                        condition -> condition.getType(),
                        condition -> condition.getStatus() + " " + condition.getReason()));
    }

    String message(String type) {
        return api.status().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> condition.getMessage())
                .findFirst()
                .orElse("");
    }
}
