package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.compiler.PipelineCompiler;
import io.millrace.compiler.SchemaReference;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.subjects.OwnedSchema;
import io.millrace.operator.subjects.SubjectState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the schemas that are named are there, and whether those that are owned may be registered. */
final class RegistryChecks {

    private RegistryChecks() {}

    static List<Refusal> judge(PipelineSpec spec, OperatorConfig.Connection connection, SpecFacts facts) {
        List<Refusal> refusals = new ArrayList<>();
        if (connection.registry().isEmpty()) {
            withoutRegistry(spec, connection).ifPresent(refusals::add);
            return refusals;
        }
        facts.references().forEach((reference, observed) -> {
            if (observed.isAbsent()) {
                refusals.add(notFound(spec, reference));
            }
        });
        OwnedSchemas.of(spec).forEach(wanted -> state(wanted, facts)
                .ifPresent(state -> refusals.addAll(SubjectRules.judge(wanted, state))));
        return refusals;
    }

    static Optional<SubjectState> state(OwnedSchema wanted, SpecFacts facts) {
        return Optional.ofNullable(facts.owned().get(wanted.subject())).flatMap(Observed::value);
    }

    private static Optional<Refusal> withoutRegistry(PipelineSpec spec, OperatorConfig.Connection connection) {
        String field = TopicNames.orEmpty(spec.schemas()).isEmpty() ? "spec.cluster" : "spec.schemas";
        boolean needed = !TopicNames.orEmpty(spec.schemas()).isEmpty()
                || !PipelineCompiler.references(spec).isEmpty();
        return needed
                ? Optional.of(new Refusal(
                        Reason.CLUSTER_UNKNOWN,
                        field,
                        "connection " + connection.name()
                                + " has no schema registry in the operator's configuration, but subjects are used"))
                : Optional.empty();
    }

    private static Refusal notFound(PipelineSpec spec, SchemaReference reference) {
        String which = reference.version().isPresent()
                ? "has no version " + reference.version().getAsInt()
                : "is not in the registry";
        return new Refusal(
                Reason.SCHEMA_NOT_FOUND,
                path(spec, reference),
                "subject " + reference.subject() + " " + which
                        + "; register it, correct the name, or list it under spec.schemas");
    }

    private static String path(PipelineSpec spec, SchemaReference reference) {
        for (int i = 0; i < spec.sources().size(); i++) {
            if (reference.subject().equals(spec.sources().get(i).decode().subject())) {
                return "spec.sources[" + i + "].decode.subject";
            }
        }
        for (int i = 0; i < spec.sinks().size(); i++) {
            if (reference.subject().equals(spec.sinks().get(i).encode().subject())) {
                return "spec.sinks[" + i + "].encode.subject";
            }
        }
        return "spec";
    }
}
