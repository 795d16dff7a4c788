package io.millrace.bench.jobs;

import io.millrace.bench.avro.ShopClick;
import io.millrace.job.formats.BadRecord;
import io.millrace.job.formats.HttpRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Confluent framing: each value is read with its writer's schema, which is asked for once. */
final class ShopClickDeserialization implements KafkaRecordDeserializationSchema<ShopClick> {

    private static final long serialVersionUID = 1;
    private static final int FRAMING = 5;

    private final String registryUrl;
    private transient Map<Integer, SpecificDatumReader<ShopClick>> readers;
    private transient HttpRegistry registry;
    private transient SpecificData data;
    private transient BinaryDecoder decoder;

    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    ShopClickDeserialization(String registryUrl) {
        this.registryUrl = registryUrl;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        readers = new HashMap<>();
        registry = new HttpRegistry(registryUrl);
        data = new SpecificData(ShopClick.class.getClassLoader());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        // Off by default, and the faster one.
        data.setFastReaderEnabled(true);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ShopClick> out) throws IOException {
        byte[] value = record.value();
        if (value[0] != 0) {
            throw new IOException("no Confluent framing");
        }
        decoder = DecoderFactory.get().binaryDecoder(value, FRAMING, value.length - FRAMING, decoder);
        out.collect(reader(ByteBuffer.wrap(value).getInt(1)).read(null, decoder));
    }

    private SpecificDatumReader<ShopClick> reader(int schemaId) throws IOException {
        SpecificDatumReader<ShopClick> reader = readers.get(schemaId);
        if (reader == null) {
            reader = new SpecificDatumReader<>(writerSchema(schemaId), ShopClick.getClassSchema(), data);
            readers.put(schemaId, reader);
        }
        return reader;
    }

    private Schema writerSchema(int schemaId) throws IOException {
        try {
            return registry.byId(schemaId);
        } catch (BadRecord e) {
            throw new IOException("schema " + schemaId, e);
        }
    }

    // Never serialized: everything up to the shuffle is one chain that reuses objects.
    @Override
    public TypeInformation<ShopClick> getProducedType() {
        return new GenericTypeInfo<>(ShopClick.class);
    }
}
