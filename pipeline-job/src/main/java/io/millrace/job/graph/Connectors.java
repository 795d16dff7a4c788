package io.millrace.job.graph;

import io.millrace.definition.SourceDefinition;
import io.millrace.job.compare.ReadBack;
import io.millrace.job.compare.Taken;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.OutRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** The open ends of the graph: Kafka in earnest, bounded lists in tests. */
public interface Connectors {

    Source<Envelope, ?, ?> source(SourceDefinition source);

    /** What one side of a comparison has written. */
    Source<Taken, ?, ?> readBack(ReadBack what);

    /** The one sink of everything. */
    Sink<OutRecord> sink();
}
