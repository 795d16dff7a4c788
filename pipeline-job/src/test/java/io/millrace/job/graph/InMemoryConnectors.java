package io.millrace.job.graph;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import io.millrace.job.formats.BadRecord;
import io.millrace.job.formats.ConfluentFraming;
import io.millrace.job.formats.SourceDecoder;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Header;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.StreamTypes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Bounded lists of record values in place of topics; what the job writes is kept in this JVM. */
final class InMemoryConnectors implements Connectors {

    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    // Sinks are serialized on their way to the task, so they find the list again by a name.
    private static final Map<String, Queue<OutRecord>> WRITTEN = new ConcurrentHashMap<>();

    private final PipelineDefinition definition;
    private final RunSettings run;
    private final Map<String, List<byte[]>> topics;
    private final String id = UUID.randomUUID().toString();

    InMemoryConnectors(PipelineDefinition definition, RunSettings run, Map<String, List<byte[]>> topics) {
        this.definition = definition;
        this.run = run;
        this.topics = topics;
        WRITTEN.put(id, new ConcurrentLinkedQueue<>());
    }

    List<OutRecord> written() {
        return List.copyOf(WRITTEN.getOrDefault(id, new ConcurrentLinkedQueue<>()));
    }

    @Override
    public Source<Envelope, ?, ?> source(SourceDefinition source) {
        byte[][] values = topics.getOrDefault(source.topic(), List.of()).toArray(new byte[0][]);
        return new DataGeneratorSource<>(
                new Decoding(new CarriedPlan(definition, run), source.name(), values),
                values.length,
                new StreamTypes(definition).envelopes(source.output()));
    }

    @Override
    public Sink<OutRecord> sink() {
        return new KeepingSink(id);
    }

    /** The record at each offset, decoded as the real source does. */
    @SuppressWarnings("NullAway.Init") // the decoder comes with open()
    private static final class Decoding implements GeneratorFunction<Long, Envelope> {
        private static final long serialVersionUID = 1;

        private final CarriedPlan plan;
        private final String name;
        private final byte[][] values;
        private transient SourceDecoder decoder;
        private transient SourceDefinition source;

        Decoding(CarriedPlan plan, String name, byte[][] values) {
            this.plan = plan;
            this.name = name;
            this.values = values;
        }

        @Override
        public void open(SourceReaderContext context) {
            source = plan.definition().sources().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            decoder = new SourceDecoder(
                    source,
                    id -> {
                        throw new BadRecord(DeadLetterCode.SCHEMA_NOT_FOUND, "no schema " + id);
                    },
                    Clock.fixed(NOW, ZoneOffset.UTC));
        }

        @Override
        public Envelope map(Long offset) throws Exception {
            byte[] value = values[offset.intValue()];
            return decoder.decode(new Origin.Consumed(
                    source.topic(),
                    0,
                    offset,
                    NOW.toEpochMilli(),
                    new byte[] {1, 2},
                    value,
                    List.of(Header.text("traceparent", "00-1-2-03")),
                    ConfluentFraming.schemaId(value)));
        }
    }

    private record KeepingSink(String id) implements Sink<OutRecord> {
        private static final long serialVersionUID = 1;

        @Override
        public SinkWriter<OutRecord> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(OutRecord record, Context elementContext) {
                    WRITTEN.getOrDefault(id, new ConcurrentLinkedQueue<>()).add(record);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
