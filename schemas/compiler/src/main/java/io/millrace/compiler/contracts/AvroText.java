package io.millrace.compiler.contracts;

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
        }
    }

    private static String reason(AvroRuntimeException e) {
        String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        // Jackson's messages go on with the place in the source on a second line.
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("it is empty");
    }
}
