package io.millrace.compiler;

import io.millrace.api.v1alpha1.SchemaSpec;
import io.millrace.compiler.Place.At;
import io.millrace.compiler.contracts.AvroContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schemas that the pipeline owns, by themselves. */
final class SchemaRules {

    private SchemaRules() {}

    static void check(@Nullable List<SchemaSpec> specs, Place place) {
        List<At<SchemaSpec>> schemas = place.each(specs);
        Place.distinct(schemas, SchemaSpec::subject, "subject");
        for (At<SchemaSpec> schema : schemas) {
            schema.place().field("subject").required(schema.value().subject());
            Place text = schema.place().field("schema");
            text.required(schema.value().schema()).ifPresent(given -> text.take(AvroContract.parse(given)));
        }
    }
}
