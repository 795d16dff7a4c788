package io.millrace.job.formats;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Schemas from their text. */
final class AvroSchemas {

    private AvroSchemas() {}

    // A schema that a registry has accepted is taken as it is: old ones have names and defaults that today's rules
    // refuse.
    static Schema parse(String text) {
        return new Schema.Parser(NameValidator.NO_VALIDATION)
                .setValidateDefaults(false)
                .parse(text);
    }
}
