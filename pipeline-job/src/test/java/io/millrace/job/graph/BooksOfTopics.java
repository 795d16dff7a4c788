package io.millrace.job.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Equation;
import io.millrace.definition.ledger.Equations;
import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.job.records.OutRecord;
import java.util.Objects;
import java.util.Optional;

/** The last complete books in the ledger topic of a test. */
final class BooksOfTopics {

    private BooksOfTopics() {}

    static Books balanced(LiveTopics topics, PipelineDefinition definition) {
        return balanced(definition, latest(topics).orElseThrow().total());
    }

    /** Of a revision that has begun with the state of another. */
    static Books balancedSinceRevision(LiveTopics topics, PipelineDefinition definition) {
        return balanced(definition, latest(topics).orElseThrow().sinceRevision());
    }

    static Optional<LedgerSum> latest(LiveTopics topics) {
        Ledger ledger = new Ledger(Slot.PROD);
        for (OutRecord row : topics.written("ledger")) {
            ledger.add(LedgerFormat.readRow(Objects.requireNonNull(row.value())));
        }
        return ledger.latest();
    }

    private static Books balanced(PipelineDefinition definition, Books books) {
        assertThat(Equations.of(definition, books))
                .filteredOn(equation -> !equation.holds())
                .extracting(Equation::sentence)
                .isEmpty();
        return books;
    }
}
