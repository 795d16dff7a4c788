package io.millrace.job.graph;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import io.millrace.job.compare.ReadBack;
import io.millrace.job.compare.Taken;
import io.millrace.job.formats.BadRecord;
import io.millrace.job.formats.ConfluentFraming;
import io.millrace.job.formats.SourceDecoder;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.plan.ReadColumns;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Header;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.Source;

/**
 * Topics in the memory of this JVM: a test writes into one while the job runs, and sees what the job writes. Each has one
 * partition, which the job reads from where its state says.
 */
final class LiveTopics implements Connectors {

    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    // Sources and sinks are serialized on their way to the tasks; there they find the topics again by the test's name.
    private static final Map<String, List<byte[]>> READ = new ConcurrentHashMap<>();
    private static final Map<String, List<OutRecord>> WRITTEN = new ConcurrentHashMap<>();

    private final String test;
    private final PipelineDefinition definition;
    private final RunSettings run;

    LiveTopics(String test, PipelineDefinition definition, RunSettings run) {
        this.test = test;
        this.definition = definition;
        this.run = run;
    }

    void send(String topic, String... values) {
        for (String value : values) {
            records(test + "/" + topic).add(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    static List<byte[]> records(String path) {
        return READ.computeIfAbsent(path, key -> new CopyOnWriteArrayList<>());
    }

    List<OutRecord> written(String topic) {
        return allWritten(test).stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    List<String> valuesOf(String topic) {
        return written(topic).stream()
                .map(record -> new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8))
                .toList();
    }

    static List<OutRecord> allWritten(String test) {
        return WRITTEN.computeIfAbsent(test, key -> new CopyOnWriteArrayList<>());
    }

    @Override
    public Source<Envelope, ?, ?> source(SourceDefinition source) {
        CarriedPlan plan = new CarriedPlan(definition, run);
        String name = source.name();
        String path = test + "/" + source.topic();
        return new LiveSource<>(() -> new Decoding(plan, name, records(path)));
    }

    @Override
    public Source<Taken, ?, ?> readBack(ReadBack what) {
        String name = test;
        return new LiveSource<>(() -> new WrittenFeed(allWritten(name), what.topics()));
    }

    /** The same topics, written in transactions as the real ones are, by the job of a definition. */
    Connectors transactional(PipelineDefinition written) {
        LiveTopics topics = new LiveTopics(test, written, run);
        return new Connectors() {
            @Override
            public Source<Envelope, ?, ?> source(SourceDefinition source) {
                return topics.source(source);
            }

            @Override
            public Source<Taken, ?, ?> readBack(ReadBack what) {
                return topics.readBack(what);
            }

            @Override
            public Sink<OutRecord> sink() {
                return new CommittingSink(test);
            }
        };
    }

    @Override
    public Sink<OutRecord> sink() {
        return new KeepingSink(test);
    }

    /** From the record at an offset to its envelope, as the real source does it. */
    private static final class Decoding implements LiveSource.Feed<Envelope> {
        private final SourceDefinition source;
        private final SourceDecoder decoder;
        private final List<byte[]> records;

        Decoding(CarriedPlan plan, String name, List<byte[]> records) {
            this.records = records;
            source = plan.definition().sources().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            decoder = new SourceDecoder(
                    source,
                    ReadColumns.of(plan, source),
                    id -> {
                        throw new BadRecord(DeadLetterCode.SCHEMA_NOT_FOUND, "no schema " + id);
                    },
                    Clock.fixed(NOW, ZoneOffset.UTC));
        }

        @Override
        public long end() {
            return records.size();
        }

        @Override
        public Optional<Envelope> at(long offset) throws Exception {
            byte[] value = records.get((int) offset);
            return Optional.of(decoder.decode(new Origin.Consumed(
                    source.topic(),
                    0,
                    offset,
                    NOW.toEpochMilli(),
                    new byte[] {1, 2},
                    value,
                    List.of(Header.text("h", "v")),
                    ConfluentFraming.schemaId(value))));
        }
    }

    /** What is in some of the topics that are written; offsets count the records of all. */
    private record WrittenFeed(List<OutRecord> all, List<String> topics) implements LiveSource.Feed<Taken> {
        @Override
        public long end() {
            return all.size();
        }

        @Override
        public Optional<Taken> at(long offset) {
            OutRecord record = all.get((int) offset);
            return topics.contains(record.topic())
                    ? Optional.of(new Taken(
                            record.topic(), 0, offset, record.epoch(), record.key(), record.value(), record.headers()))
                    : Optional.empty();
        }
    }

    private record KeepingSink(String test) implements Sink<OutRecord> {
        private static final long serialVersionUID = 1;

        @Override
        public SinkWriter<OutRecord> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(OutRecord record, Context elementContext) {
                    allWritten(test).add(record);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
