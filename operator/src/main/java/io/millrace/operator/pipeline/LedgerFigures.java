package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.ledger.Turnover;
import io.millrace.operator.status.Figures;

/** The books as the status shows them. */
record LedgerFigures(PipelineStatus.DeadLetters deadLetter, PipelineStatus.Ledger ledger) {

    static LedgerFigures of(Audit audit) {
        Turnover turnover = audit.turnover();
        return new LedgerFigures(
                new PipelineStatus.DeadLetters(Figures.rounded(turnover.deadLettersPerMillion())),
                new PipelineStatus.Ledger(
                        audit.revision(),
                        Figures.rounded(turnover.consumed()),
                        Figures.rounded(turnover.delivered()),
                        Figures.rounded(turnover.deadLettered()),
                        Figures.rounded(turnover.late()),
                        Figures.rounded(turnover.filtered()),
                        Figures.rounded(turnover.duplicates()),
                        Figures.rounded(turnover.held())));
    }
}
