package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.api.model.Condition;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.status.ConditionType;
import io.millrace.operator.status.Standing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the books balance. Counters are cumulative, so what a revision has lost stays lost while it runs: its first
 * imbalance stands, in its first words, until another revision writes. What was found before stands, too, while an
 * operator that has just started reads.
 */
final class LedgerStanding {

    private LedgerStanding() {}

    static Standing of(Observed<Audit> ledger, @Nullable PipelineStatus before) {
        Optional<Condition> found = condition(before);
        Optional<Standing> lost = found.filter(
                        condition -> condition.getStatus().equals("False"))
                .map(condition -> Standing.no(Reason.IMBALANCED, condition.getMessage()));
        if (ledger.value().isPresent()) {
            Audit audit = ledger.value().get();
            return lost.filter(still -> audit.revision().equals(revision(before)))
                    .orElseGet(() -> judge(audit));
        }
        if (lost.isPresent()) {
            return lost.get();
        }
        return ledger.outage()
                .map(Standing::unknown)
                .or(() -> found.filter(condition -> condition.getStatus().equals("True"))
                        .map(condition -> Standing.yes(Reason.BALANCED, condition.getMessage())))
                .orElseGet(() ->
                        Standing.unknown(Reason.LEDGER_PENDING, "no checkpoint has been read from the ledger yet"));
    }

    // Without figures where all is well: they move with every checkpoint.
    private static Standing judge(Audit audit) {
        if (audit.isBalanced()) {
            return Standing.yes(Reason.BALANCED, "the books of revision " + audit.revision() + " balance");
        }
        return Standing.no(
                Reason.IMBALANCED,
                "first seen at checkpoint " + audit.sum().checkpoint() + " of revision " + audit.revision() + ": "
                        + audit.sentence()
                        + "; look into the ledger and the job's logs, and compare the output with the sources before a"
                        + " new revision opens new books");
    }

    private static Optional<Condition> condition(@Nullable PipelineStatus status) {
        if (status == null || status.conditions() == null) {
            return Optional.empty();
        }
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(ConditionType.LEDGER_BALANCED.word()))
                .findFirst();
    }

    private static String revision(@Nullable PipelineStatus status) {
        return status == null || status.ledger() == null ? "" : status.ledger().revision();
    }
}
