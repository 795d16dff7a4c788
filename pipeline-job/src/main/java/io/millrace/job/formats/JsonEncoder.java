package io.millrace.job.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.definition.Column;
import io.millrace.definition.RowType;
import io.millrace.job.records.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/** Columns of rows as one JSON object, in their order. */
public final class JsonEncoder implements RowEncoder {

    private final JsonFactory json = new JsonFactory().enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final RowType type;
    private final List<Integer> positions;

    public JsonEncoder(RowType type) {
        this(type, IntStream.range(0, type.size()).boxed().toList());
    }

    JsonEncoder(RowType type, List<Integer> positions) {
        this.type = type;
        this.positions = positions;
    }

    @Override
    public byte[] encode(Row row) throws BadRecord {
        bytes.reset();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            for (int position : positions) {
                Column column = type.column(position);
                out.writeFieldName(column.name());
                JsonValues.write(out, row.get(position), column.type(), column.name());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refused to be written", e);
        }
        return bytes.toByteArray();
    }
}
