package io.millrace.compiler.contracts;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.compiler.result.Checked;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The border to Avro's parser. */
final class AvroText {

    private AvroText() {}

    static Checked<Schema> parse(String text) {
        try {
            return new Checked.Good<>(new Schema.Parser().parse(text));
        } catch (AvroRuntimeException e) {
            return new Checked.Refused<>("is no Avro schema: " + reason(e));
        } catch (RuntimeException e) {
            // For some texts that are JSON and no schema the parser has no exception of its own.
            return new Checked.Refused<>("is no Avro schema: it lacks a part, or names a type that is not defined");
        }
    }

    private static String reason(AvroRuntimeException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            String message = json.getOriginalMessage().replaceAll(" \\(start marker at .*", "");
            JsonLocation at = json.getLocation();
            return at == null ? message : message + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        }
        return String.valueOf(e.getMessage());
    }
}
