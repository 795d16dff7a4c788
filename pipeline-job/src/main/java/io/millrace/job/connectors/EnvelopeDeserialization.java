package io.millrace.job.connectors;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.job.formats.ConfluentFraming;
import io.millrace.job.formats.SourceDecoder;
import io.millrace.job.formats.WriterSchemas;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.plan.ReadColumns;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Header;
import io.millrace.job.records.Origin;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Consumed records to envelopes, in the source, so that watermarks of partitions are made of event times. */
final class EnvelopeDeserialization implements KafkaRecordDeserializationSchema<Envelope> {

    private static final long serialVersionUID = 1;

    private final CarriedPlan plan;
    private final String sourceName;
    private final TypeInformation<Envelope> type;
    private transient SourceDecoder decoder;

    @SuppressWarnings("NullAway.Init") // the decoder comes with open()
    EnvelopeDeserialization(CarriedPlan plan, String sourceName, TypeInformation<Envelope> type) {
        this.plan = plan;
        this.sourceName = sourceName;
        this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        PipelineDefinition definition = plan.definition();
        SourceDefinition source = definition.sources().stream()
                .filter(candidate -> candidate.name().equals(sourceName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no source '" + sourceName + "'"));
        decoder = new SourceDecoder(
                source,
                ReadColumns.of(plan, source),
                WriterSchemas.of(plan.run().connection()),
                Clock.systemUTC());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Envelope> out) throws IOException {
        out.collect(decoder.decode(new Origin.Consumed(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers(record.headers()),
                ConfluentFraming.schemaId(record.value()))));
    }

    private static List<Header> headers(Headers headers) {
        org.apache.kafka.common.header.Header[] all = headers.toArray();
        if (all.length == 0) {
            return List.of();
        }
        List<Header> copied = new ArrayList<>(all.length);
        for (org.apache.kafka.common.header.Header header : all) {
            copied.add(new Header(header.key(), header.value()));
        }
        return copied;
    }

    @Override
    public TypeInformation<Envelope> getProducedType() {
        return type;
    }
}
