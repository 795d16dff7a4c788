package io.millrace.operator.pipeline;

import io.millrace.definition.differences.Difference;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.status.Figures;
import io.millrace.operator.topics.TopicState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the regular look at all systems found out about one pipeline.
 *
 * @param lastRestart when the number of restarts was last seen to rise
 * @param topics those that the pipeline owns
 * @param registry absent where the pipeline has no use for one
 * @param oldestTransaction when the oldest one began that is open under the pipeline's name; absent while none is
 * @param canary while there is a candidate
 * @param ledger absent until a complete checkpoint of a known revision has been read
 * @param booksAreKnown whether all that the ledger says was read just now: only then absent books are none
 */
public record PolledFacts(
        Observed<JobFigures> figures,
        Optional<Instant> lastRestart,
        Observed<Long> lag,
        boolean lagIsGrowing,
        Map<String, Observed<TopicState>> topics,
        Observed<String> registry,
        Observed<Audit> ledger,
        boolean booksAreKnown,
        Observed<Instant> oldestTransaction,
        PolledCanary canary) {

    public PolledFacts {
        topics = Map.copyOf(topics);
    }

    /** Before the first look. */
    public static PolledFacts none() {
        return new PolledFacts(
                Observed.absent(),
                Optional.empty(),
                Observed.absent(),
                false,
                Map.of(),
                Observed.absent(),
                Observed.absent(),
                false,
                Observed.absent(),
                PolledCanary.NONE);
    }

    /** The systems that do not answer, one outage each. */
    List<Outage> outages() {
        Map<Reason, Outage> bySystem = new LinkedHashMap<>();
        Stream.of(Stream.of(registry), topics.values().stream(), Stream.of(lag, figures, ledger))
                .flatMap(observed -> observed)
                .flatMap(observed -> observed.outage().stream())
                .forEach(outage -> bySystem.putIfAbsent(outage.reason(), outage));
        return List.copyOf(bySystem.values());
    }

    Optional<Outage> outage(Reason system) {
        return outages().stream().filter(outage -> outage.reason() == system).findFirst();
    }

    /** Whether the loop should take a turn for it. Another checkpoint of a job that has had one is no news. */
    boolean isNewsAfter(PolledFacts before) {
        return !news().equals(before.news());
    }

    private News news() {
        return new News(
                figures.map(JobFigures::withoutRoutine),
                lastRestart,
                lag.map(Figures::rounded),
                lagIsGrowing,
                topics,
                registry,
                ledger.map(audit -> new BooksNews(LedgerFigures.of(audit), audit.isBalanced())),
                booksAreKnown,
                canary.figures().map(JobFigures::withoutRoutine),
                canary.books().map(reading -> reading.sum().checkpoint()),
                canary.differences());
    }

    private record News(
            Observed<JobFigures> figures,
            Optional<Instant> lastRestart,
            Observed<Long> lag,
            boolean lagIsGrowing,
            Map<String, Observed<TopicState>> topics,
            Observed<String> registry,
            Observed<BooksNews> books,
            boolean booksAreKnown,
            Observed<JobFigures> canary,
            Observed<Long> canaryCheckpoint,
            Observed<List<Difference>> differences) {}

    private record BooksNews(LedgerFigures figures, boolean balanced) {}
}
