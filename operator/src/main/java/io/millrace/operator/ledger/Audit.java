package io.millrace.operator.ledger;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.ledger.Equation;
import io.millrace.definition.ledger.Equations;
import io.millrace.definition.ledger.LedgerSum;
import java.util.List;
import java.util.stream.Collectors;

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
        return Turnover.of(definition, sum());
    }
}
