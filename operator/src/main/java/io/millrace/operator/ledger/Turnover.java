package io.millrace.operator.ledger;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerSum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What went through a pipeline while one revision ran, in records.
 *
 * @param held in windows that are still open, whenever they came; once in each window
 */
public record Turnover(
        long consumed, long delivered, long deadLettered, long late, long filtered, long duplicates, long held) {

    /** Of the revision of this definition. */
    public static Turnover of(PipelineDefinition definition, LedgerSum sum) {
        Books books = sum.sinceRevision();
        Stream<String> sources = definition.sources().stream().map(SourceDefinition::name);
        Stream<String> sinks =
                definition.sinks().stream().map(SinkDefinition::name).map(Books::sink);
        return new Turnover(
                sum(sources.map(books::place), counts -> counts.of(Account.IN)),
                sum(sinks.map(books::place), counts -> counts.of(Account.OUT)),
                everywhere(books, Counts::deadLetters),
                everywhere(books, counts -> counts.of(Account.LATE)),
                everywhere(books, counts -> counts.of(Account.FILTERED)),
                everywhere(books, counts -> counts.of(Account.DUPLICATE)),
                everywhere(sum.total(), counts -> counts.of(Account.HELD)));
    }

    private static long everywhere(Books books, ToLongFunction<Counts> figure) {
        return sum(books.places().values().stream(), figure);
    }

    private static long sum(Stream<Counts> places, ToLongFunction<Counts> figure) {
        return places.mapToLong(figure).sum();
    }

    /** Rounded up: 0 means that there is not one. */
    public long deadLettersPerMillion() {
        if (consumed <= 0) {
            return 0;
        }
        return BigDecimal.valueOf(deadLettered)
                .movePointRight(6)
                .divide(BigDecimal.valueOf(consumed), RoundingMode.CEILING)
                .longValue();
    }
}
