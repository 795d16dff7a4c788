package io.millrace.compiler;

import io.millrace.compiler.contracts.AvroContract;
import io.millrace.definition.SchemaPin;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the registry said, as far as the caller passed it on. */
record Schemas(Map<SchemaReference, SchemaPin> pins) {

    record Pinned(SchemaPin pin, AvroContract contract) {}

    /** The schema that a decode or encode names. */
    Optional<Pinned> find(@Nullable String subject, @Nullable String version, Place place) {
        Optional<String> given = place.field("subject").required(subject);
        Optional<SchemaReference> reference = given.flatMap(name -> SchemaReference.of(name, version));
        if (given.isPresent() && reference.isEmpty()) {
            place.field("version").refuse("'" + version + "' is no version; write a number from 1 on, or latest");
        }
        return reference.flatMap(known -> find(known, place.field("subject")));
    }

    private Optional<Pinned> find(SchemaReference reference, Place subject) {
        SchemaPin pin = pins.get(reference);
        if (pin == null) {
            subject.refuse(missing(reference));
            return Optional.empty();
        }
        return AvroContract.parse(pin.text()).fold(contract -> Optional.of(new Pinned(pin, contract)), why -> {
            subject.refuse(pin.subject() + " version " + pin.version() + " " + why);
            return Optional.empty();
        });
    }

    private static String missing(SchemaReference reference) {
        String subject = "'" + reference.subject() + "'";
        return reference.version().isPresent()
                ? "the registry has no version " + reference.version().getAsInt() + " of " + subject
                        + "; name one that it has, or latest"
                : "the registry has no subject " + subject
                        + "; register a schema, or let this pipeline own the subject: list it under spec.schemas";
    }
}
