package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.SchemaSpec.Compatibility;
import io.millrace.compiler.contracts.AvroCompatibility;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.subjects.OwnedSchema;
import io.millrace.operator.subjects.SubjectState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be said against a schema before it is registered. */
final class SubjectRules {

    private SubjectRules() {}

    static List<Refusal> judge(OwnedSchema wanted, SubjectState seen) {
        if (seen.registered().isPresent()) {
            return List.of();
        }
        Optional<String> noSchema = AvroCompatibility.objection(wanted.text());
        if (noSchema.isPresent()) {
            return List.of(invalid(wanted, noSchema.get()));
        }
        List<Refusal> refusals = new ArrayList<>();
        ours(wanted, seen).forEach(why -> refusals.add(incompatible(wanted, why)));
        // The registry judges by the level that is set now; under another one only our own judgement counts.
        if (refusals.isEmpty() && seen.level().equals(Optional.of(wanted.level()))) {
            seen.objections().forEach(objection -> refusals.add(incompatible(wanted, objection)));
        }
        return refusals;
    }

    private static List<String> ours(OwnedSchema wanted, SubjectState seen) {
        List<AvroCompatibility.Version> versions = seen.versions().stream()
                .map(version -> new AvroCompatibility.Version(version.version(), version.text()))
                .toList();
        return AvroCompatibility.breaks(Compatibility.valueOf(wanted.level()), wanted.text(), versions);
    }

    private static Refusal invalid(OwnedSchema wanted, String why) {
        return new Refusal(
                Reason.SCHEMA_INVALID,
                wanted.path() + ".schema",
                why + "; correct the schema of subject " + wanted.subject());
    }

    private static Refusal incompatible(OwnedSchema wanted, String why) {
        return new Refusal(
                Reason.SCHEMA_INCOMPATIBLE,
                wanted.path() + ".schema",
                "subject " + wanted.subject() + " is " + wanted.level() + " and the schema breaks that: " + why
                        + "; change the schema or, if all readers and writers agree, the compatibility");
    }
}
