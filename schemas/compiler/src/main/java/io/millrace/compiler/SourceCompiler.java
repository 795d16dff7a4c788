package io.millrace.compiler;

import io.millrace.api.v1alpha1.SourceSpec;
import io.millrace.compiler.Place.At;
import io.millrace.compiler.expressions.Scope;
import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.RowType;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.state.Uid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source of the spec to a source of the definition. */
final class SourceCompiler {

    private final Schemas schemas;

    SourceCompiler(Schemas schemas) {
        this.schemas = schemas;
    }

    /** @param definition empty when something was refused */
    record Source(Optional<SourceDefinition> definition, Stream output) {}

    Source compile(At<SourceSpec> at) {
        SourceSpec spec = at.value();
        Place place = at.place();
        Optional<String> name = SpecText.name(spec.name(), place.field("name"));
        Optional<String> topic = SpecText.topic(spec.topic(), place.field("topic"));
        Optional<Decoding> decoding =
                place.field("decode").required(spec.decode()).flatMap(decode -> decode(decode, place.field("decode")));
        Optional<EventTimes.Choice> eventTime =
                decoding.flatMap(known -> EventTimes.choose(spec.eventTime(), known.scope(), place.field("eventTime")));
        Stream output = new Stream(
                decoding.map(Decoding::scope),
                spec.eventTime() == null ? Set.of(String.valueOf(spec.name())) : Set.of(),
                Set.of());
        if (name.isEmpty() || topic.isEmpty() || decoding.isEmpty() || eventTime.isEmpty()) {
            return new Source(Optional.empty(), output);
        }
        SourceDefinition definition = new SourceDefinition(
                name.get(),
                Uid.first(Uid.SOURCE, name.get()).toString(),
                topic.get(),
                decoding.get().decode(),
                eventTime.get().orNull(),
                startFrom(spec.startFrom()));
        return new Source(Optional.of(definition), output);
    }

    private static SourceDefinition.StartFrom startFrom(SourceSpec.@Nullable StartFrom spec) {
        return spec == SourceSpec.StartFrom.LATEST
                ? SourceDefinition.StartFrom.LATEST
                : SourceDefinition.StartFrom.EARLIEST;
    }

    private record Decoding(SourceDefinition.Decode decode, Scope scope) {}

    private Optional<Decoding> decode(SourceSpec.Decode spec, Place place) {
        Optional<SourceSpec.Format> format = place.field("format").required(spec.format());
        return format.flatMap(known -> switch (known) {
            case AVRO -> avro(spec, place);
            case JSON -> json(spec, place);
        });
    }

    private Optional<Decoding> avro(SourceSpec.Decode spec, Place place) {
        if (spec.columns() != null) {
            place.field("columns").refuse("belongs to format json; with avro the schema has the columns");
        }
        return schemas.find(spec.subject(), spec.version(), place)
                .map(found -> new Decoding(
                        new SourceDefinition.AvroDecode(
                                found.pin(), found.contract().columns()),
                        new Scope(found.contract().columns(), found.contract().unreadable())));
    }

    private static Optional<Decoding> json(SourceSpec.Decode spec, Place place) {
        if (spec.subject() != null) {
            place.field("subject").refuse("belongs to format avro; with json list the columns");
        }
        if (spec.version() != null) {
            place.field("version").refuse("belongs to format avro; with json list the columns");
        }
        return columns(spec.columns(), place.field("columns"))
                .map(row -> new Decoding(new SourceDefinition.JsonDecode(row), new Scope(row, Map.of())));
    }

    private static Optional<RowType> columns(@Nullable List<SourceSpec.ColumnSpec> specs, Place place) {
        List<At<SourceSpec.ColumnSpec>> items = place.eachOfSome(specs);
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (At<SourceSpec.ColumnSpec> item : items) {
            Optional<String> name =
                    SpecText.column(item.value().name(), item.place().field("name"));
            Optional<DataType> type = item.place()
                    .field("type")
                    .required(item.value().type())
                    .flatMap(text -> item.place().field("type").parsed(() -> DataType.parse(text)));
            if (name.isPresent() && !seen.add(name.get())) {
                item.place().field("name").refuseRepeated(name.get());
            } else if (name.isPresent() && type.isPresent()) {
                columns.add(new Column(name.get(), type.get()));
            }
        }
        boolean complete = !items.isEmpty() && specs != null && columns.size() == specs.size();
        return complete ? Optional.of(new RowType(columns)) : Optional.empty();
    }
}
