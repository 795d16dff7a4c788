package io.millrace.job.records;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.StepDefinition;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink's types for the streams of one pipeline. */
public final class StreamTypes {

    private final Map<String, RowSerializer> windows = new TreeMap<>();

    public StreamTypes(PipelineDefinition definition) {
        for (StepDefinition step : definition.steps()) {
            if (step instanceof StepDefinition.Window) {
                windows.put(step.name(), new RowSerializer(step.output()));
            }
        }
    }

    public TypeInformation<Envelope> envelopes(RowType rows) {
        return new RecordTypeInfo<>(Envelope.class, new EnvelopeSerializer(new RowSerializer(rows), windows));
    }

    public static TypeInformation<Row> rows(RowType rows) {
        return new RecordTypeInfo<>(Row.class, new RowSerializer(rows));
    }

    public static TypeInformation<OutRecord> outRecords() {
        return new RecordTypeInfo<>(OutRecord.class, new OutRecordSerializer());
    }
}
