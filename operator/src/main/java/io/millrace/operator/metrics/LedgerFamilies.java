package io.millrace.operator.metrics;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.metrics.Family.Kind;
import io.millrace.operator.metrics.Family.Sample;
import io.millrace.operator.pipeline.Audience.Sight;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the books tell. */
final class LedgerFamilies {

    static final List<Family> ALL = List.of(
            odometer(
                    "millrace_records_consumed_total",
                    "Records read from a source, committed.",
                    List.of("source"),
                    LedgerFamilies::consumed),
            odometer(
                    "millrace_records_delivered_total",
                    "Records written to the topic of a sink, committed.",
                    List.of("sink"),
                    LedgerFamilies::delivered),
            odometer(
                    "millrace_dead_letters_total",
                    "Records that could not be processed, by where and why.",
                    List.of("place", "code"),
                    LedgerFamilies::deadLetters),
            odometer(
                    "millrace_records_late_total",
                    "Records that came after every window of theirs was closed.",
                    List.of("step"),
                    audit -> steps(audit, Account.LATE)),
            odometer(
                    "millrace_records_filtered_total",
                    "Records that a condition did not let pass.",
                    List.of("step"),
                    audit -> steps(audit, Account.FILTERED)),
            odometer(
                    "millrace_records_duplicate_total",
                    "Records that repeat one that has passed.",
                    List.of("step"),
                    audit -> steps(audit, Account.DUPLICATE)),
            gauge(
                    "millrace_records_held",
                    "Records in windows that are still open, once in each.",
                    List.of("step"),
                    audit -> steps(audit, Account.HELD)),
            gauge(
                    "millrace_watermark_timestamp_seconds",
                    "Event time that an operator of the job has passed on, of its slowest subtask.",
                    List.of("operator"),
                    LedgerFamilies::watermarks),
            gauge(
                    "millrace_ledger_timestamp_seconds",
                    "When the last books that were read were written.",
                    List.of(),
                    audit -> Stream.of(Sample.ofSeconds(audit.sum().at()))),
            gauge(
                    "millrace_ledger_balanced",
                    "1 while the books that were read last balance, else 0.",
                    List.of(),
                    audit -> Stream.of(Sample.of(audit.isBalanced() ? 1 : 0))),
            new Family(
                    "millrace_ledger_skipped_total",
                    Kind.COUNTER,
                    "Records in the ledger topic that are no rows of a ledger.",
                    List.of(),
                    fromBooks(audit -> Stream.of(Sample.of(audit.reading().skipped())))));

    private LedgerFamilies() {}

    private static Family odometer(
            String name, String help, List<String> labels, Function<Audit, Stream<Sample>> samples) {
        return new Family(name, Kind.ODOMETER, help, labels, fromBooks(samples));
    }

    private static Family gauge(
            String name, String help, List<String> labels, Function<Audit, Stream<Sample>> samples) {
        return new Family(name, Kind.GAUGE, help, labels, fromBooks(samples));
    }

    private static Function<Sight, Stream<Sample>> fromBooks(Function<Audit, Stream<Sample>> samples) {
        return sight -> sight.facts().ledger().value().stream().flatMap(samples);
    }

    private static Stream<Sample> consumed(Audit audit) {
        Books books = audit.sum().total();
        return audit.definition().sources().stream()
                .map(SourceDefinition::name)
                .map(name -> Sample.of(books.place(name).of(Account.IN), name));
    }

    private static Stream<Sample> delivered(Audit audit) {
        Books books = audit.sum().total();
        return audit.definition().sinks().stream()
                .map(SinkDefinition::name)
                .map(name -> Sample.of(books.place(Books.sink(name)).of(Account.OUT), name));
    }

    private static Stream<Sample> deadLetters(Audit audit) {
        return places(audit).flatMap(place -> audit.sum().total().place(place).dead().entrySet().stream()
                .map(dead -> Sample.of(dead.getValue(), place, dead.getKey().name())));
    }

    private static Stream<Sample> steps(Audit audit, Account account) {
        Books books = audit.sum().total();
        return audit.definition().steps().stream()
                .filter(step -> accounts(step).contains(account))
                .map(StepDefinition::name)
                .map(name -> Sample.of(books.place(name).of(account), name));
    }

    // A series that begins at 0 shows its first record as an increase.
    private static Set<Account> accounts(StepDefinition step) {
        if (step instanceof StepDefinition.Filter) {
            return Set.of(Account.FILTERED);
        }
        if (step instanceof StepDefinition.Window) {
            return Set.of(Account.LATE, Account.HELD);
        }
        return step instanceof StepDefinition.Deduplicate ? Set.of(Account.LATE, Account.DUPLICATE) : Set.of();
    }

    // Those of the definition: a name that is only in the topic may be anything, and there may be many.
    private static Stream<String> places(Audit audit) {
        PipelineDefinition definition = audit.definition();
        return Stream.of(
                        definition.sources().stream().map(SourceDefinition::name),
                        definition.steps().stream().map(StepDefinition::name),
                        definition.sinks().stream().map(SinkDefinition::name).map(Books::sink))
                .flatMap(Function.identity());
    }

    private static Stream<Sample> watermarks(Audit audit) {
        // The greatest means that there is no more input; as a time it is nonsense.
        return audit.sum().watermarks().entrySet().stream()
                .filter(watermark -> watermark.getValue() != Long.MAX_VALUE)
                .map(watermark -> Sample.ofSeconds(watermark.getValue(), watermark.getKey()));
    }
}
