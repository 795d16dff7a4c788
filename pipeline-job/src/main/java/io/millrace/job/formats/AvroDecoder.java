package io.millrace.job.formats;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RowType;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SourceDefinition.AvroDecode;
import io.millrace.job.records.Row;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Avro in Confluent framing: each record is read with its writer's schema and resolved to the pinned one. */
final class AvroDecoder implements RowDecoder {

    private final SchemaPin pin;
    private final Schema schema;
    private final RowType columns;
    private final WriterSchemas writerSchemas;
    private final Map<Integer, RowReader> readers = new HashMap<>();
    // Most records are of the same writer as the one before.
    private int lastId;
    private RowReader lastReader;

    /** @param wanted the columns that somebody looks at when a record is written in the pinned schema */
    AvroDecoder(AvroDecode decode, BitSet wanted, WriterSchemas writerSchemas) {
        this.pin = decode.schema();
        this.schema = AvroSchemas.parse(pin.text());
        this.columns = decode.columns();
        this.writerSchemas = writerSchemas;
        lastId = pin.id();
        lastReader = RowReader.of(schema, schema, columns, wanted);
        readers.put(lastId, lastReader);
    }

    @Override
    public Row decode(byte[] value) throws BadRecord, InterruptedIOException {
        int id = ConfluentFraming.requireSchemaId(value);
        RowReader reader = reader(id);
        AvroInput input = new AvroInput(value, ConfluentFraming.SIZE);
        Row row = read(reader, input, id);
        if (!input.isAtEnd()) {
            throw new BadRecord(
                    DeadLetterCode.DECODE, "the value is longer than a record of schema " + id + ", its writer's");
        }
        return row;
    }

    private RowReader reader(int id) throws BadRecord, InterruptedIOException {
        if (id == lastId) {
            return lastReader;
        }
        RowReader known = readers.get(id);
        if (known == null) {
            known = RowReader.of(writerSchemas.byId(id), schema, columns, all());
            readers.put(id, known);
        }
        lastId = id;
        lastReader = known;
        return known;
    }

    private BitSet all() {
        BitSet all = new BitSet();
        all.set(0, columns.size());
        return all;
    }

    // Avro's messages are not passed on: they quote what they read.
    private Row read(RowReader reader, AvroInput input, int id) throws BadRecord {
        try {
            return reader.read(input);
        } catch (EOFException e) {
            throw new BadRecord(DeadLetterCode.DECODE, "the value ends within a record of schema " + id);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | StackOverflowError e) {
            throw new BadRecord(
                    DeadLetterCode.DECODE,
                    "the value is no record of schema " + id + ", its writer's, or cannot be resolved to "
                            + pin.subject() + " version " + pin.version() + " ("
                            + e.getClass().getSimpleName() + ")");
        }
    }
}
