package io.millrace.compiler;

import io.millrace.api.v1alpha1.StepSpec;
import io.millrace.compiler.Place.At;
import io.millrace.compiler.StepCompiler.Head;
import io.millrace.compiler.StepCompiler.Step;
import io.millrace.compiler.expressions.ExpressionCompiler;
import io.millrace.compiler.expressions.Scope;
import io.millrace.definition.Column;
import io.millrace.definition.Expression;
import io.millrace.definition.RowType;
import io.millrace.definition.StepDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code derive}: a new row, or with {@code keep: all} the old one with columns replaced in their place and added. */
final class DeriveCompiler {

    private DeriveCompiler() {}

    static Step compile(List<StepSpec.NamedExpression> specs, boolean keepAll, Head head, Place place) {
        Map<String, Expression> values = new LinkedHashMap<>();
        Map<String, String> unreadable = new HashMap<>();
        if (keepAll) {
            List<Column> input = head.scope().columns().columns();
            for (int i = 0; i < input.size(); i++) {
                Column column = input.get(i);
                values.put(column.name(), new Expression.ColumnValue(i, column.name(), column.type()));
            }
            unreadable.putAll(head.scope().unreadable());
        }
        Optional<Map<String, Expression>> derived = derived(specs, head.scope(), place);
        if (derived.isEmpty()) {
            return Step.refused(Stream.unknown());
        }
        values.putAll(derived.get());
        unreadable.keySet().removeAll(values.keySet());
        RowType output = new RowType(values.entrySet().stream()
                .map(value -> new Column(value.getKey(), value.getValue().type()))
                .toList());
        return new Step(
                Optional.of(new StepDefinition.Derive(
                        head.name(), head.uid("derive"), head.from(), List.copyOf(values.values()), output)),
                new Stream(
                        Optional.of(new Scope(output, unreadable)),
                        head.input().untimed(),
                        head.input().updates().stream()
                                .map(window -> window.through(values))
                                .collect(Collectors.toUnmodifiableSet())));
    }

    /** All expressions see the input's columns, not each other. Empty when one was refused. */
    private static Optional<Map<String, Expression>> derived(
            List<StepSpec.NamedExpression> specs, Scope scope, Place place) {
        Map<String, Expression> values = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (At<StepSpec.NamedExpression> spec : place.eachOfSome(specs)) {
            Optional<String> name =
                    SpecText.column(spec.value().name(), spec.place().field("name"));
            if (name.isPresent() && names.contains(name.get())) {
                spec.place().field("name").refuseRepeated(name.get());
            }
            name.ifPresent(names::add);
            Place expr = spec.place().field("expr");
            Optional<Expression> value =
                    expr.required(spec.value().expr()).flatMap(sql -> expr.take(ExpressionCompiler.value(sql, scope)));
            if (name.isPresent() && value.isPresent()) {
                values.put(name.get(), value.get());
            }
        }
        boolean complete = !values.isEmpty() && values.size() == specs.size();
        return complete ? Optional.of(values) : Optional.empty();
    }
}
