package io.millrace.job.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.definition.Column;
import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RowType;
import io.millrace.job.records.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object per record, read straight into the row; other fields are skipped, and missing ones are NULL. */
final class JsonDecoder implements RowDecoder {

    private final JsonFactory json = new JsonFactory();
    private final RowType columns;
    private final Map<String, Integer> positions = new HashMap<>();

    JsonDecoder(RowType columns) {
        this.columns = columns;
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.column(i).name(), i);
        }
    }

    @Override
    public Row decode(byte[] value) throws BadRecord {
        try (JsonParser parser = json.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecord(DeadLetterCode.DECODE, "the value is no JSON object");
            }
            Row row = readObject(parser);
            if (parser.nextToken() != null) {
                throw new BadRecord(DeadLetterCode.DECODE, "something follows the JSON object");
            }
            return row;
        } catch (IOException e) {
            // Jackson's message is not passed on: it quotes what it read.
            throw new BadRecord(DeadLetterCode.DECODE, "the value is no valid JSON");
        }
    }

    private Row readObject(JsonParser parser) throws IOException, BadRecord {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Integer position = positions.get(parser.currentName());
            JsonToken token = parser.nextToken();
            if (position == null) {
                parser.skipChildren();
            } else {
                Column column = columns.column(position);
                values[position] =
                        token == JsonToken.VALUE_NULL ? null : JsonValues.read(parser, column.type(), column.name());
            }
        }
        requireWhatMayNotBeNull(values);
        return new Row(values);
    }

    private void requireWhatMayNotBeNull(@Nullable Object[] values) throws BadRecord {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !columns.column(i).type().nullable()) {
                throw new BadRecord(
                        DeadLetterCode.DECODE, "column '" + columns.column(i).name() + "' is missing or null");
            }
        }
    }
}
