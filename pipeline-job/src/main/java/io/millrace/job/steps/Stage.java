package io.millrace.job.steps;

import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;

/** One step on the way of a row through a run, together with everything after it. */
@FunctionalInterface
interface Stage {

    void process(Row row, Origin origin, Outlets out);
}
