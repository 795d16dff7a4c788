package io.millrace.job.formats;

import io.millrace.definition.RowType;
import io.millrace.job.records.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Avro's own resolution of a writer's schema to ours, with rows in place of generic records: columns are read straight
 * into the row's array, and fields without a column are skipped.
 */
final class AvroRowReader extends GenericDatumReader<Row> {

    private final List<UnaryOperator<Object>> conversions = new ArrayList<>();

    AvroRowReader(Schema writer, Schema reader, RowType columns) {
        // A generic data of its own: conversions that others register must not change what is read here.
        super(writer, projection(reader, columns), new GenericData());
        columns.columns()
                .forEach(column -> conversions.add(AvroValues.toColumn(
                        AvroValues.valueSchema(reader.getField(column.name()).schema()), column.type())));
    }

    private static Schema projection(Schema reader, RowType columns) {
        List<Schema.Field> fields = new ArrayList<>();
        columns.columns().forEach(column -> {
            Schema.Field field = reader.getField(column.name());
            if (field == null) {
                throw new IllegalArgumentException("schema " + reader.getFullName() + " has no field " + column.name());
            }
            fields.add(new Schema.Field(field, field.schema()));
        });
        Schema projection =
                Schema.createRecord(reader.getName(), reader.getDoc(), reader.getNamespace(), false, fields);
        reader.getAliases().forEach(projection::addAlias);
        return projection;
    }

    @Override
    protected Object readRecord(@Nullable Object old, Schema expected, ResolvingDecoder in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[conversions.size()];
        for (Schema.Field field : in.readFieldOrder()) {
            Object value = readWithoutConversion(null, field.schema(), in);
            values[field.pos()] =
                    value == null ? null : conversions.get(field.pos()).apply(value);
        }
        return new Row(values);
    }

    @Override
    protected Object readString(@Nullable Object old, Schema expected, Decoder in) throws IOException {
        return in.readString();
    }

    @Override
    protected Object createEnum(String symbol, Schema schema) {
        return symbol;
    }

    @Override
    protected Object readFixed(@Nullable Object old, Schema expected, Decoder in) throws IOException {
        byte[] bytes = new byte[expected.getFixedSize()];
        in.readFixed(bytes);
        return bytes;
    }

    @Override
    protected Object readBytes(@Nullable Object old, Schema expected, Decoder in) throws IOException {
        ByteBuffer buffer = in.readBytes(null);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
