package io.millrace.operator.pipeline;

import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.result.Observed;

/**
 * What the regular look at all systems found out about a candidate.
 *
 * @param books at its last checkpoint that is complete
 */
record PolledCanary(Observed<JobFigures> figures, Observed<LedgerSum> books) {

    static final PolledCanary NONE = new PolledCanary(Observed.absent(), Observed.absent());
}
