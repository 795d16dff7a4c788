package io.millrace.bench.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Specific records in Confluent framing; buffers and encoder are used again and again. */
final class AvroSerialization<T extends SpecificRecord> implements KafkaRecordSerializationSchema<T> {

    private static final long serialVersionUID = 1;

    private final Class<T> type;
    private final String topic;
    private final int schemaId;
    private final SerializableFunction<T, @Nullable String> key;
    private transient byte[] framing;
    private transient SpecificDatumWriter<T> writer;
    private transient ByteArrayOutputStream bytes;
    private transient BinaryEncoder encoder;

    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    AvroSerialization(Class<T> type, Turn turn, SerializableFunction<T, @Nullable String> key) {
        this.type = type;
        this.topic = turn.outputTopic();
        this.schemaId = turn.outputSchemaId();
        this.key = key;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        framing = ByteBuffer.allocate(1 + Integer.BYTES)
                .put((byte) 0)
                .putInt(schemaId)
                .array();
        SpecificData data = SpecificData.getForClass(type);
        writer = new SpecificDatumWriter<>(data.getSchema(type), data);
        bytes = new ByteArrayOutputStream(256);
        encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T record, KafkaSinkContext context, @Nullable Long timestamp) {
        bytes.reset();
        bytes.writeBytes(framing);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refused to be written", e);
        }
        String text = key.apply(record);
        return new ProducerRecord<>(
                topic, text == null ? null : text.getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
    }
}
