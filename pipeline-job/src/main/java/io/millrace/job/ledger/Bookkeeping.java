package io.millrace.job.ledger;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Keyed;
import java.io.Serializable;

/**
 * In whose name an operator keeps its books.
 *
 * @param operator its uid
 * @param operators how many of the job keep books
 */
public record Bookkeeping(String topic, Slot slot, String revision, String operator, int operators)
        implements Serializable {

    private static final long serialVersionUID = 1;

    public static Bookkeeping of(PipelineDefinition definition, RunSettings run, String operator) {
        return new Bookkeeping(
                definition.ledgerTopic(), run.slot(), run.revision(), operator, operatorsOf(definition, run));
    }

    // Behind each source a run of stateless steps; before each keyed step the keeper of its watermark, behind it a run
    // again; deduplicate itself; the stamp before the sink; and what compares a candidate.
    private static int operatorsOf(PipelineDefinition definition, RunSettings run) {
        int keyed = 0;
        for (StepDefinition step : definition.steps()) {
            keyed += step instanceof Deduplicate ? 3 : step instanceof Keyed ? 2 : 0;
        }
        return definition.sources().size() + keyed + 1 + (run.comparison() == null ? 0 : 1);
    }
}
