package io.millrace.compiler;

import io.millrace.api.v1alpha1.StepSpec;
import io.millrace.compiler.Place.At;
import io.millrace.compiler.expressions.ExpressionCompiler;
import io.millrace.compiler.expressions.NonNull;
import io.millrace.compiler.expressions.Scope;
import io.millrace.definition.Expression;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Rule;
import io.millrace.definition.state.Uid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A step of the spec to a step of the definition. */
final class StepCompiler {

    private StepCompiler() {}

    /** @param definition empty when something was refused */
    record Step(Optional<StepDefinition> definition, Stream output) {

        static Step refused(Stream output) {
            return new Step(Optional.empty(), output);
        }
    }

    /** What every verb is compiled from: a step that is named, and the rows that it reads. */
    record Head(String name, List<String> from, Stream input, Scope scope) {

        String uid(String verb) {
            return Uid.first(verb, name).toString();
        }
    }

    static Step compile(At<StepSpec> at, Streams streams) {
        StepSpec spec = at.value();
        Place place = at.place();
        Optional<String> name = SpecText.name(spec.name(), place.field("name"));
        Stream input = streams.read(spec.from(), place.field("from"));
        List<String> verbs = verbs(spec);
        if (verbs.size() != 1) {
            place.refuse(
                    verbs.isEmpty()
                            ? "has no verb; give exactly one of filter, validate, derive, deduplicate, window"
                            : "has " + String.join(" and ", verbs) + "; a step has exactly one verb");
        }
        if (spec.keep() != null && spec.derive() == null) {
            place.field("keep").refuse("belongs to derive; this step has another verb");
        }
        if (name.isEmpty() || verbs.size() != 1 || input.scope().isEmpty()) {
            return Step.refused(Stream.unknown());
        }
        Head head = new Head(
                name.get(), List.copyOf(spec.from()), input, input.scope().get());
        Place verb = place.field(verbs.get(0));
        return switch (verbs.get(0)) {
            case "filter" -> filter(spec.filter(), head, verb);
            case "validate" -> validate(spec.validate(), head, verb);
            case "derive" -> DeriveCompiler.compile(spec.derive(), spec.keep() != null, head, verb);
            case "deduplicate" -> DeduplicateCompiler.compile(spec.deduplicate(), head, verb);
            default -> WindowCompiler.compile(spec.window(), head, verb);
        };
    }

    private static List<String> verbs(StepSpec spec) {
        List<String> verbs = new ArrayList<>();
        if (spec.filter() != null) {
            verbs.add("filter");
        }
        if (spec.validate() != null) {
            verbs.add("validate");
        }
        if (spec.derive() != null) {
            verbs.add("derive");
        }
        if (spec.deduplicate() != null) {
            verbs.add("deduplicate");
        }
        if (spec.window() != null) {
            verbs.add("window");
        }
        return verbs;
    }

    private static Step filter(String sql, Head head, Place place) {
        for (Updates window : head.input().updates()) {
            place.refuse("could stop the update of a result that had passed, as window '" + window.step()
                    + "' gives results again while its allowedLateness lasts; take it away there, or derive a column"
                    + " that says what the filter would");
        }
        Optional<Expression> condition = place.take(ExpressionCompiler.condition(sql, head.scope()));
        if (condition.isEmpty()) {
            // The rows that pass have the same columns, whatever the condition was meant to be.
            return Step.refused(head.input());
        }
        Scope output = proven(List.of(condition.get()), head.scope());
        return new Step(
                Optional.of(new StepDefinition.Filter(
                        head.name(), head.uid("filter"), head.from(), condition.get(), output.columns())),
                head.input().with(output));
    }

    private static Step validate(List<StepSpec.Rule> specs, Head head, Place place) {
        List<Rule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (At<StepSpec.Rule> spec : place.eachOfSome(specs)) {
            Optional<String> name =
                    SpecText.name(spec.value().rule(), spec.place().field("rule"));
            if (name.isPresent() && !seen.add(name.get())) {
                spec.place().field("rule").refuseRepeated(name.get());
            }
            Place expr = spec.place().field("expr");
            Optional<Expression> condition = expr.required(spec.value().expr())
                    .flatMap(sql -> expr.take(ExpressionCompiler.condition(sql, head.scope())));
            if (name.isPresent() && condition.isPresent()) {
                rules.add(new Rule(name.get(), condition.get()));
            }
        }
        Scope output = proven(rules.stream().map(Rule::condition).toList(), head.scope());
        return new Step(
                Optional.of(new StepDefinition.Validate(
                        head.name(), head.uid("validate"), head.from(), rules, output.columns())),
                head.input().with(output));
    }

    private static Scope proven(List<Expression> conditions, Scope scope) {
        return new Scope(NonNull.after(conditions, scope.columns()), scope.unreadable());
    }
}
