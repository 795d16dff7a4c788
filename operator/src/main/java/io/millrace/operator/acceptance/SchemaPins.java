package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.compiler.PipelineCompiler;
import io.millrace.compiler.SchemaReference;
import io.millrace.definition.SchemaPin;
import io.millrace.operator.result.Observed;
import io.millrace.operator.revisions.Revision.PinnedSchema;
import io.millrace.operator.subjects.OwnedSchema;
import io.millrace.operator.subjects.RegisteredSchema;
import io.millrace.operator.subjects.SubjectState;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each reference to a schema means now. The latest version of a subject that the pipeline owns is the schema in the
 * spec: while the registry does not have it, the pin has the version that is next and no id.
 */
final class SchemaPins {

    private static final int NO_ID = 0;

    private SchemaPins() {}

    static Map<SchemaReference, SchemaPin> of(PipelineSpec spec, SpecFacts facts) {
        Map<SchemaReference, SchemaPin> pins = new LinkedHashMap<>();
        for (SchemaReference reference : PipelineCompiler.references(spec)) {
            owned(spec, reference)
                    .flatMap(schema -> pin(schema, facts))
                    .or(() -> foreign(reference, facts))
                    .ifPresent(pin -> pins.put(reference, pin));
        }
        return pins;
    }

    /** One entry for each schema in use. */
    static List<PinnedSchema> pinned(PipelineSpec spec, SpecFacts facts) {
        Set<PinnedSchema> pinned = new LinkedHashSet<>();
        OwnedSchemas.of(spec).forEach(schema -> pin(schema, facts)
                .ifPresent(pin -> pinned.add(new PinnedSchema(pin.subject(), pin.version(), pin.id(), true))));
        Set<String> owned = new LinkedHashSet<>();
        pinned.forEach(schema -> owned.add(schema.subject()));
        of(spec, facts).values().stream()
                .filter(pin -> owned.add(pin.subject()))
                .forEach(pin -> pinned.add(new PinnedSchema(pin.subject(), pin.version(), pin.id(), false)));
        return List.copyOf(pinned);
    }

    static Optional<OwnedSchema> owned(PipelineSpec spec, SchemaReference reference) {
        return OwnedSchemas.of(spec).stream()
                .filter(schema ->
                        reference.version().isEmpty() && schema.subject().equals(reference.subject()))
                .findFirst();
    }

    private static Optional<SchemaPin> pin(OwnedSchema schema, SpecFacts facts) {
        return RegistryChecks.state(schema, facts)
                .map(state -> state.registered().map(SchemaPins::pin).orElseGet(() -> provisional(schema, state)));
    }

    private static SchemaPin provisional(OwnedSchema schema, SubjectState state) {
        return new SchemaPin(schema.subject(), state.nextVersion(), NO_ID, schema.text());
    }

    private static Optional<SchemaPin> foreign(SchemaReference reference, SpecFacts facts) {
        return Optional.ofNullable(facts.references().get(reference))
                .flatMap(Observed::value)
                .map(SchemaPins::pin);
    }

    private static SchemaPin pin(RegisteredSchema schema) {
        return new SchemaPin(schema.subject(), schema.version(), schema.id(), schema.text());
    }
}
