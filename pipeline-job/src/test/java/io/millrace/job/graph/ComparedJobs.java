package io.millrace.job.graph;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.definition.state.OperatorUids;
import io.millrace.job.Definitions;
import io.millrace.job.records.OutRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A live job and a candidate beside it, with topics in the memory of this JVM that are written in transactions. */
final class ComparedJobs implements AutoCloseable {

    static final String DIFFERENCES = "diff";
    private static final RunSettings RUN = every(100, Definitions.run());

    private final LiveTopics topics;
    private final PipelineDefinition definition;
    private final Path savepoints;
    private final String run;
    private RunningGraph live;
    private @Nullable RunningGraph candidate;
    private int keysPercent = Comparison.ALL_KEYS;

    ComparedJobs(String test, PipelineDefinition definition, int parallelism, Path savepoints) throws Exception {
        this(test, definition, parallelism, savepoints, env -> {});
    }

    /** @param change of the live job before it runs */
    ComparedJobs(
            String test,
            PipelineDefinition definition,
            int parallelism,
            Path savepoints,
            Consumer<StreamExecutionEnvironment> change)
            throws Exception {
        this.topics = new LiveTopics(test, definition, RUN);
        this.definition = definition;
        this.savepoints = savepoints;
        this.live = RunningGraph.start(definition, RUN, topics.transactional(definition), parallelism, null, env -> {
            env.configure(restarting());
            change.accept(env);
        });
        this.run = live.run();
    }

    private static RunSettings every(long millis, RunSettings run) {
        return new RunSettings(
                run.formatVersion(),
                run.namespace(),
                run.pipeline(),
                run.uid(),
                run.revision(),
                run.slot(),
                run.connection(),
                millis,
                run.transactionTimeoutMillis(),
                run.largestRecordBytes(),
                run.sinkTopics());
    }

    LiveTopics topics() {
        return topics;
    }

    RunningGraph live() {
        return live;
    }

    /** How many of a hundred keys the candidate processes that is started next. */
    void sample(int percent) {
        keysPercent = percent;
    }

    /** Another job in the place of the live one. */
    void restartLive() throws Exception {
        live = RunningGraph.start(definition, RUN, topics.transactional(definition), 1, null);
    }

    void startCandidate(PipelineDefinition next, int parallelism) throws Exception {
        startCandidate(next, parallelism, Map.of(), env -> {});
    }

    void startCandidate(
            PipelineDefinition next,
            int parallelism,
            Map<String, Set<String>> allow,
            Consumer<StreamExecutionEnvironment> change)
            throws Exception {
        startCandidate(next, parallelism, snapshot(), allow, change);
    }

    /** Of the live job, which goes on. */
    String snapshot() {
        return live.snapshot(savepoints);
    }

    void startCandidate(
            PipelineDefinition next,
            int parallelism,
            String snapshot,
            Map<String, Set<String>> allow,
            Consumer<StreamExecutionEnvironment> change)
            throws Exception {
        Comparison comparison = new Comparison(run, definition, 0, DIFFERENCES, Set.of(), allow, 3, keysPercent);
        RunSettings settings = RUN.named("2-22222222").candidate(comparison);
        Configuration flink = restarting();
        flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        candidate = RunningGraph.start(next, settings, topics.transactional(next), parallelism, snapshot, env -> {
            env.configure(flink);
            change.accept(env);
        });
    }

    private static Configuration restarting() {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        return flink;
    }

    /** What the comparison has counted of a sink, in records, zeros left out. */
    Map<Account, Long> figures(String sink) {
        Map<Account, Long> figures = new TreeMap<>(
                books().map(sum -> sum.total().place(Books.compared(sink)).counts())
                        .orElse(Map.of()));
        figures.keySet().removeAll(Set.of(Account.WINDOWS, Account.RESOLVED));
        return figures;
    }

    /** Of how many records of the live job it is known what became of them. */
    long resolved(String sink) {
        return books().map(sum -> sum.total().place(Books.compared(sink)).of(Account.RESOLVED))
                .orElse(0L);
    }

    /** How many windows of a sink have been compared. */
    long windows(String sink) {
        return books().map(sum -> sum.total().place(Books.compared(sink)).of(Account.WINDOWS))
                .orElse(0L);
    }

    /** What it has counted of late records. */
    Map<Account, Long> lateFigures() {
        return new TreeMap<>(
                books().map(sum -> sum.total().place(Books.COMPARED_LATE).counts())
                        .orElse(Map.of()));
    }

    boolean isBroken() {
        return books().filter(sum -> sum.total().place(Books.COMPARISON).of(Account.BROKEN) > 0)
                .isPresent();
    }

    /** How far it is decided. */
    Optional<Instant> decided() {
        return books().map(LedgerSum::watermarks)
                .map(watermarks -> watermarks.get(OperatorUids.COMPARE))
                .map(Instant::ofEpochMilli);
    }

    void awaitDecided(Instant until) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> decided()
                .filter(decided -> !decided.isBefore(until))
                .isPresent());
    }

    /** The books of the candidate. */
    Optional<LedgerSum> books() {
        Ledger ledger = new Ledger(Slot.CANARY);
        for (OutRecord row : topics.written("ledger.canary")) {
            ledger.add(LedgerFormat.readRow(Objects.requireNonNull(row.value())));
        }
        return ledger.latest();
    }

    List<String> differences() {
        return topics.valuesOf(DIFFERENCES);
    }

    @Override
    public void close() {
        if (candidate != null) {
            candidate.close();
        }
        live.close();
    }
}
