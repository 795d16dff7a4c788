package io.millrace.compiler;

import io.millrace.api.v1alpha1.StepSpec;
import io.millrace.compiler.Place.At;
import io.millrace.compiler.StepCompiler.Head;
import io.millrace.compiler.StepCompiler.Step;
import io.millrace.compiler.expressions.ExpressionCompiler;
import io.millrace.compiler.expressions.Scope;
import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.RowType;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code window}: aggregates per key over windows of event time. */
final class WindowCompiler {

    private static final List<Column> BOUNDS = List.of(
            new Column("window_start", DataType.of(Kind.TIMESTAMP).notNull()),
            new Column("window_end", DataType.of(Kind.TIMESTAMP).notNull()));

    private WindowCompiler() {}

    static Step compile(StepSpec.Window spec, Head head, Place place) {
        head.input().requireForState(place);
        Optional<WindowSpan> span = WindowSpan.of(spec, place);
        OptionalLong lateness = SpecText.millis(spec.allowedLateness(), "0s", place.field("allowedLateness"));
        Optional<List<Integer>> key = Columns.key(spec.key(), head.scope(), place.field("key"));
        Optional<List<Named>> aggregates = aggregates(spec.aggregate(), head.scope(), place.field("aggregate"));
        if (key.isEmpty() || aggregates.isEmpty()) {
            return Step.refused(Stream.unknown());
        }
        Optional<RowType> output = output(key.get(), aggregates.get(), head.scope(), place);
        // A window's result has an event time of its own (its end - 1 ms), whatever was upstream.
        boolean updates = lateness.orElse(0) > 0;
        Stream stream =
                new Stream(output.map(Scope::of), Set.of(), updates ? Set.of(updates(key.get(), head)) : Set.of());
        if (output.isEmpty() || span.isEmpty() || lateness.isEmpty()) {
            return Step.refused(stream);
        }
        return new Step(
                Optional.of(new StepDefinition.Window(
                        head.name(),
                        head.uid("window"),
                        head.from(),
                        span.get().sizeMillis(),
                        span.get().slideMillis(),
                        lateness.getAsLong(),
                        key.get(),
                        aggregates.get().stream().map(Named::aggregate).toList(),
                        output.get())),
                stream);
    }

    private static Updates updates(List<Integer> key, Head head) {
        RowType input = head.scope().columns();
        return Updates.of(
                head.name(),
                key.stream().map(column -> input.column(column).name()).toList(),
                BOUNDS.stream().map(Column::name).collect(Collectors.toUnmodifiableSet()));
    }

    private record Named(String name, Aggregate aggregate, Place place) {}

    private static Optional<List<Named>> aggregates(List<StepSpec.NamedExpression> specs, Scope scope, Place place) {
        List<Named> aggregates = new ArrayList<>();
        for (At<StepSpec.NamedExpression> spec : place.eachOfSome(specs)) {
            Optional<String> name =
                    SpecText.column(spec.value().name(), spec.place().field("name"));
            Place expr = spec.place().field("expr");
            Optional<Aggregate> aggregate = expr.required(spec.value().expr())
                    .flatMap(sql -> expr.take(ExpressionCompiler.aggregate(sql, scope)));
            if (name.isPresent() && aggregate.isPresent()) {
                aggregates.add(
                        new Named(name.get(), aggregate.get(), spec.place().field("name")));
            }
        }
        boolean complete = !aggregates.isEmpty() && aggregates.size() == specs.size();
        return complete ? Optional.of(aggregates) : Optional.empty();
    }

    /** Key columns, window_start, window_end, aggregates; empty when two have one name. */
    private static Optional<RowType> output(List<Integer> key, List<Named> aggregates, Scope scope, Place place) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean distinct = true;
        for (int i = 0; i < key.size(); i++) {
            Column column = scope.columns().column(key.get(i));
            columns.add(column);
            names.add(column.name());
            if (BOUNDS.stream().anyMatch(bound -> bound.name().equals(column.name()))) {
                place.field("key")
                        .item(i)
                        .refuse("'" + column.name() + "' is a column that the window itself adds;"
                                + " give the key column another name with a derive step");
                distinct = false;
            }
        }
        columns.addAll(BOUNDS);
        BOUNDS.forEach(bound -> names.add(bound.name()));
        for (Named aggregate : aggregates) {
            columns.add(new Column(aggregate.name(), aggregate.aggregate().type()));
            if (!names.add(aggregate.name())) {
                aggregate
                        .place()
                        .refuse("'" + aggregate.name() + "' is there already: the output has the key columns,"
                                + " window_start, window_end and the aggregates; give it another name");
                distinct = false;
            }
        }
        return distinct ? Optional.of(new RowType(columns)) : Optional.empty();
    }
}
