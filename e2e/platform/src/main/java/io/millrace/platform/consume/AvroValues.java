package io.millrace.platform.consume;

import io.millrace.platform.RegistryAccess;
import io.millrace.platform.registry.RegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Avro values framed with the id of their schema, read with the registry's help. */
public final class AvroValues {

    private static final int FRAME = 1 + Integer.BYTES;

    private final RegistryClient registry;
    private final Map<Integer, Schema> known = new HashMap<>();
    private final GenericData data = new GenericData();

    public AvroValues(RegistryAccess registry) {
        this.registry = new RegistryClient(registry);
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    }

    static boolean isFramed(byte[] value) {
        return value.length > FRAME && value[0] == 0;
    }

    public GenericRecord decode(byte[] value) {
        int id = ByteBuffer.wrap(value).getInt(1);
        Schema schema = known.computeIfAbsent(id, registry::schema);
        try {
            return new GenericDatumReader<GenericRecord>(schema, schema, data)
                    .read(null, DecoderFactory.get().binaryDecoder(value, FRAME, value.length - FRAME, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
