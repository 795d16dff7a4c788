package io.millrace.job.formats;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Schemas from their text. */
final class AvroSchemas {

    private AvroSchemas() {}

    /**
     * A schema that a registry has accepted is taken as it is: old ones have names and defaults that today's rules refuse.
     *
     * @throws SchemaParseException when the text is no schema, or refers to others
     */
    static Schema parse(String text) {
        try {
            return new Schema.Parser(NameValidator.NO_VALIDATION)
                    .setValidateDefaults(false)
                    .parse(text);
        } catch (SchemaParseException e) {
            throw e;
        } catch (RuntimeException e) {
            // Avro 1.12 lets a NullPointerException out where a name is not defined.
            throw new SchemaParseException(e);
        }
    }
}
