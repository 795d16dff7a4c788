package io.millrace.job.steps;

import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import org.apache.flink.util.OutputTag;

/** The ways out of a run of stateless steps. */
interface Outlets {

    void write(OutRecord record);

    /** @param input projected to what the keyed step needs */
    void enter(OutputTag<Envelope> way, Row input, Origin origin);

    void reject(Failure failure, Origin origin);
}
