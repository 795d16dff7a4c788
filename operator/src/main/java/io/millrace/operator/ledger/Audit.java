package io.millrace.operator.ledger;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.Equation;
import io.millrace.definition.ledger.Equations;
import io.millrace.definition.ledger.LedgerSum;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The books at the last checkpoint, held against the definition of the revision that wrote them.
 *
 * @param failed the equations that do not hold; all rows of a checkpoint tell of the same cut, so one is enough
 */
public record Audit(PipelineDefinition definition, LedgerReading reading, List<Equation> failed) {

    // One loss breaks several equations; the first are the ones next to it.
    private static final int TOLD = 3;

    public static Audit of(PipelineDefinition definition, LedgerReading reading) {
        List<Equation> failed = Equations.of(definition, reading.sum().sinceRevision()).stream()
                .filter(equation -> !equation.holds())
                .toList();
        return new Audit(definition, reading, failed);
    }

    public LedgerSum sum() {
        return reading.sum();
    }

    public String revision() {
        return sum().revision();
    }

    public boolean isBalanced() {
        return failed.isEmpty();
    }

    /** What does not agree, for people. */
    public String sentence() {
        String told = failed.stream().limit(TOLD).map(Equation::sentence).collect(Collectors.joining("; "));
        return failed.size() <= TOLD ? told : told + "; and " + (failed.size() - TOLD) + " more";
    }

    public Turnover turnover() {
        Books books = sum().sinceRevision();
        return new Turnover(
                sum(sources().map(books::place), counts -> counts.of(Account.IN)),
                sum(sinks().map(books::place), counts -> counts.of(Account.OUT)),
                everywhere(books, Counts::deadLetters),
                everywhere(books, counts -> counts.of(Account.LATE)),
                everywhere(books, counts -> counts.of(Account.FILTERED)),
                everywhere(books, counts -> counts.of(Account.DUPLICATE)),
                everywhere(sum().total(), counts -> counts.of(Account.HELD)));
    }

    private Stream<String> sources() {
        return definition.sources().stream().map(SourceDefinition::name);
    }

    private Stream<String> sinks() {
        return definition.sinks().stream().map(SinkDefinition::name).map(Books::sink);
    }

    private static long everywhere(Books books, ToLongFunction<Counts> figure) {
        return sum(books.places().values().stream(), figure);
    }

    private static long sum(Stream<Counts> places, ToLongFunction<Counts> figure) {
        return places.mapToLong(figure).sum();
    }
}
