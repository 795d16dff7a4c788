package io.millrace.compiler;

import io.millrace.api.v1alpha1.StepSpec;
import io.millrace.compiler.StepCompiler.Head;
import io.millrace.compiler.StepCompiler.Step;
import io.millrace.definition.StepDefinition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code deduplicate}: the first record of a key in a time. */
final class DeduplicateCompiler {

    private DeduplicateCompiler() {}

    static Step compile(StepSpec.Deduplicate spec, Head head, Place place) {
        head.input().requireForState(place);
        Place within = place.field("within");
        OptionalLong millis = within.required(spec.within()).isPresent()
                ? SpecText.positiveMillis(spec.within(), "", within)
                : OptionalLong.empty();
        Optional<List<Integer>> key = place.field("key").eachOfSome(spec.key()).isEmpty()
                ? Optional.empty()
                : Columns.key(spec.key(), head.scope(), place.field("key"));
        if (millis.isEmpty() || key.isEmpty()) {
            return Step.refused(head.input());
        }
        return new Step(
                Optional.of(new StepDefinition.Deduplicate(
                        head.name(),
                        head.uid("deduplicate"),
                        head.from(),
                        key.get(),
                        millis.getAsLong(),
                        head.scope().columns())),
                head.input());
    }
}
