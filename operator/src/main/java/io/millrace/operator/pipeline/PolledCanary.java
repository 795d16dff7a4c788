package io.millrace.operator.pipeline;

import io.millrace.definition.differences.Difference;
import io.millrace.operator.gates.JobSight.Load;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.result.Observed;
import java.util.List;

/**
 * What the regular look at all systems found out about a candidate.
 *
 * @param books at its last checkpoint that is complete
 * @param differences the first that it has told of; absent where the status shows them, or the books have none
 * @param load of it
 * @param ofLive the same of the live job
 */
record PolledCanary(
        Observed<JobFigures> figures,
        Observed<LedgerReading> books,
        Observed<List<Difference>> differences,
        Load load,
        Load ofLive) {

    static final PolledCanary NONE =
            new PolledCanary(Observed.absent(), Observed.absent(), Observed.absent(), Load.UNKNOWN, Load.UNKNOWN);
}
