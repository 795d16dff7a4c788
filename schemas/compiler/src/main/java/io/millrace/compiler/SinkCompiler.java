package io.millrace.compiler;

import io.millrace.api.v1alpha1.SinkSpec;
import io.millrace.compiler.Place.At;
import io.millrace.compiler.contracts.SinkFit;
import io.millrace.compiler.expressions.Scope;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SinkDefinition.KeyFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sink of the spec to a sink of the definition. */
final class SinkCompiler {

    private final Schemas schemas;

    SinkCompiler(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Empty when something was refused. */
    Optional<SinkDefinition> compile(At<SinkSpec> at, Streams streams) {
        SinkSpec spec = at.value();
        Place place = at.place();
        Optional<String> name = SpecText.name(spec.name(), place.field("name"));
        Stream input = streams.read(spec.from(), place.field("from"));
        Optional<String> topic = SpecText.topic(spec.topic(), place.field("topic"));
        Optional<Keying> keying = input.scope().flatMap(scope -> key(spec, scope, place));
        requireKeyForUpdates(spec, input, place.field("key"));
        Optional<SinkDefinition.Encode> encode = place.field("encode")
                .required(spec.encode())
                .flatMap(given -> encode(given, input.scope(), place.field("encode")));
        if (name.isEmpty() || topic.isEmpty() || keying.isEmpty() || encode.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SinkDefinition(
                name.get(), List.copyOf(spec.from()), topic.get(), keying.get().orNull(), encode.get()));
    }

    private static void requireKeyForUpdates(SinkSpec spec, Stream input, Place place) {
        List<String> key = spec.key() == null ? List.of() : spec.key();
        for (Updates window : input.updates()) {
            if (!window.isReplacedBy(key)) {
                place.refuse("must have window_start or window_end and the key columns of window '" + window.step()
                        + "', which gives results again while its allowedLateness lasts: only then does an update"
                        + " replace the former result");
            }
        }
    }

    /** Decided: a key, or deliberately none. */
    private record Keying(SinkDefinition.@Nullable Key orNull) {}

    private static Optional<Keying> key(SinkSpec spec, Scope scope, Place place) {
        if (spec.key() == null) {
            if (spec.keyFormat() != null) {
                place.field("keyFormat").refuse("needs key");
            }
            return Optional.of(new Keying(null));
        }
        if (spec.key().isEmpty()) {
            place.field("key").refuse("is empty; name a column, or leave key out for records without one");
            return Optional.empty();
        }
        return Columns.key(spec.key(), scope, place.field("key"))
                .flatMap(columns -> format(spec, place.field("keyFormat"))
                        .map(format -> new Keying(new SinkDefinition.Key(format, columns))));
    }

    private static Optional<KeyFormat> format(SinkSpec spec, Place place) {
        boolean single = spec.key().size() == 1;
        SinkSpec.KeyFormat given = spec.keyFormat();
        if (given == SinkSpec.KeyFormat.STRING && !single) {
            place.refuse("string takes one key column; use json for several");
            return Optional.empty();
        }
        boolean text = given == null ? single : given == SinkSpec.KeyFormat.STRING;
        return Optional.of(text ? KeyFormat.STRING : KeyFormat.JSON);
    }

    private Optional<SinkDefinition.Encode> encode(SinkSpec.Encode spec, Optional<Scope> rows, Place place) {
        return place.field("format").required(spec.format()).flatMap(format -> switch (format) {
            case AVRO -> avro(spec, rows, place);
            case JSON -> json(spec, place);
        });
    }

    private Optional<SinkDefinition.Encode> avro(SinkSpec.Encode spec, Optional<Scope> rows, Place place) {
        Optional<Schemas.Pinned> schema = schemas.find(spec.subject(), spec.version(), place);
        if (schema.isEmpty() || rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> misfits =
                SinkFit.misfits(rows.get().columns(), schema.get().contract());
        misfits.forEach(place::refuse);
        return misfits.isEmpty()
                ? Optional.of(new SinkDefinition.AvroEncode(schema.get().pin()))
                : Optional.empty();
    }

    private static Optional<SinkDefinition.Encode> json(SinkSpec.Encode spec, Place place) {
        if (spec.subject() != null) {
            place.field("subject").refuse("belongs to format avro");
        }
        if (spec.version() != null) {
            place.field("version").refuse("belongs to format avro");
        }
        return Optional.of(new SinkDefinition.JsonEncode());
    }
}
