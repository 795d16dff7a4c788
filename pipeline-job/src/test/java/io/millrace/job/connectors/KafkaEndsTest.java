package io.millrace.job.connectors;

import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.AvroDecode;
import io.millrace.definition.SourceDefinition.Decode;
import io.millrace.definition.SourceDefinition.JsonDecode;
import io.millrace.definition.SourceDefinition.StartFrom;
import io.millrace.job.Definitions;
import io.millrace.job.compare.Taken;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Header;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import io.millrace.job.records.StreamTypes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What crosses the border to Kafka, record by record. */
class KafkaEndsTest {

    private static final byte[] KEY = {1, -1};

    @Test
    void a_consumed_record_keeps_its_coordinates_and_its_bytes() throws Exception {
        // given
        byte[] value = "{\"id\": \"a\"}".getBytes(StandardCharsets.UTF_8);

        // when
        Envelope envelope = deserialized(new JsonDecode(row("id STRING")), value);

        // then
        assertThat(envelope)
                .usingRecursiveComparison()
                .isEqualTo(new Envelope.Good(
                        new Row("a"),
                        new Origin.Consumed(
                                "orders",
                                3,
                                42,
                                7,
                                KEY,
                                value,
                                List.of(new Header("h", new byte[] {9}), new Header("h", null)),
                                Origin.NO_SCHEMA)));
    }

    @Test
    void nothing_that_is_consumed_makes_it_throw() throws Exception {
        // given
        RowType columns = row("id STRING");
        SchemaPin pin = Definitions.pin(
                "orders-value",
                5,
                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"id\", \"type\": \"string\"}]}");
        Decode avro = new AvroDecode(pin, columns);

        // when, then
        assertThat(codeOf(deserialized(new JsonDecode(columns), null))).isEqualTo(DeadLetterCode.DECODE);
        assertThat(codeOf(deserialized(avro, null))).isEqualTo(DeadLetterCode.DECODE);
        assertThat(codeOf(deserialized(avro, new byte[] {1}))).isEqualTo(DeadLetterCode.BAD_FRAMING);
        assertThat(codeOf(deserialized(avro, new byte[] {0, 0, 0, 0, 5, 99}))).isEqualTo(DeadLetterCode.DECODE);
        // There is no registry in these settings.
        assertThat(codeOf(deserialized(avro, new byte[] {0, 0, 0, 0, 6, 0})))
                .isEqualTo(DeadLetterCode.SCHEMA_NOT_FOUND);
    }

    @Test
    void a_written_record_has_its_headers_its_epoch_and_the_time_of_writing() {
        // given
        OutRecord record = new OutRecord("out", KEY, null, List.of(new Header("h", null)), 258);

        // when
        ProducerRecord<byte[], byte[]> written =
                new OutRecordSerialization().serialize(record, new NoContext(), 1_000L);

        // then
        assertThat(written.topic()).isEqualTo("out");
        assertThat(written.key()).isSameAs(KEY);
        assertThat(written.value()).isNull();
        assertThat(written.timestamp()).isNull();
        assertThat(written.partition()).isNull();
        assertThat(written.headers().lastHeader("h").value()).isNull();
        assertThat(written.headers().lastHeader("millrace.epoch").value())
                .isEqualTo(ByteBuffer.allocate(8).putLong(258).array());
    }

    @Test
    void what_a_job_wrote_is_read_back_by_its_epoch_and_what_others_wrote_is_passed_over() {
        // given
        List<Taken> taken = new ArrayList<>();
        ConsumerRecord<byte[], byte[]> written = consumed(KEY);
        written.headers()
                .add("millrace.epoch", ByteBuffer.allocate(8).putLong(258).array());
        ConsumerRecord<byte[], byte[]> strange = consumed(KEY);
        strange.headers().add("millrace.epoch", new byte[] {1});

        // when
        for (ConsumerRecord<byte[], byte[]> record : List.of(written, strange, consumed(KEY))) {
            new TakenDeserialization().deserialize(record, new Into<>(taken));
        }

        // then
        assertThat(taken)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Taken(
                        "orders",
                        3,
                        42,
                        258,
                        KEY,
                        KEY,
                        List.of(new Header("h", new byte[] {9}), new Header("h", null))));
    }

    private static Optional<DeadLetterCode> failure(Envelope envelope) {
        return envelope instanceof Envelope.Bad bad ? Optional.of(bad.failure().code()) : Optional.empty();
    }

    private static DeadLetterCode codeOf(Envelope envelope) {
        return failure(envelope).orElseThrow();
    }

    private static Envelope deserialized(Decode decode, byte @Nullable [] value) throws Exception {
        SourceDefinition source =
                new SourceDefinition("orders", "source:orders@1", "orders", decode, null, StartFrom.EARLIEST);
        PipelineDefinition definition = pipeline(List.of(source), List.of(), List.of());
        // As it travels to the task.
        EnvelopeDeserialization schema = InstantiationUtil.clone(new EnvelopeDeserialization(
                new CarriedPlan(definition, Definitions.run()),
                "orders",
                new StreamTypes(definition).envelopes(source.output())));
        schema.open(new NoServices());
        List<Envelope> out = new ArrayList<>();
        schema.deserialize(consumed(value), new Into<>(out));
        return out.get(0);
    }

    @SuppressWarnings("NullAway") // Kafka does not say that a value may be null
    private static ConsumerRecord<byte[], byte[]> consumed(byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", new byte[] {9});
        headers.add("h", null);
        return new ConsumerRecord<>(
                "orders", 3, 42, 7, TimestampType.CREATE_TIME, 0, 0, KEY, value, headers, Optional.empty());
    }

    private record Into<T>(List<T> collected) implements Collector<T> {
        @Override
        public void collect(T one) {
            collected.add(one);
        }

        @Override
        public void close() {}
    }

    private static final class NoServices implements DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return UnregisteredMetricsGroup.createOperatorMetricGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(KafkaEndsTest.class.getClassLoader());
        }
    }

    private static final class NoContext implements KafkaRecordSerializationSchema.KafkaSinkContext {
        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[0];
        }
    }
}
