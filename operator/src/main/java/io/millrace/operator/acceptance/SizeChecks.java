package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether what the job starts from can be kept: a ConfigMap holds 1 MiB, also that of a candidate. */
final class SizeChecks {

    // Leaves room for the labels and for what the same text takes where it is indented deeper.
    private static final int MOST_KIB = 900;

    private static final String SHORTEN = "shorten the schemas and long lists in expressions, or part the pipeline";

    private SizeChecks() {}

    /** @param live what a candidate would be compared with */
    static List<Refusal> judge(PipelineSpec spec, PipelineDefinition definition, Optional<PipelineDefinition> live) {
        int own = kib(DefinitionFiles.write(definition));
        if (own > MOST_KIB) {
            return List.of(tooLarge("the compiled definition has " + own + " KiB", SHORTEN));
        }
        int beside = live.filter(running -> RolloutChecks.isTriedBeside(spec))
                .map(running -> kib(DefinitionFiles.write(running)))
                .orElse(0);
        if (own + beside > MOST_KIB) {
            return List.of(tooLarge(
                    "the compiled definitions of the candidate (" + own + " KiB) and the live revision (" + beside
                            + " KiB) go into one ConfigMap",
                    "set spec.rollout.strategy to Savepoint, or " + SHORTEN));
        }
        return List.of();
    }

    private static Refusal tooLarge(String what, String remedy) {
        return new Refusal(Reason.SPEC_INVALID, "spec", what + ", more than the " + MOST_KIB + " that fit; " + remedy);
    }

    private static int kib(String file) {
        return (file.getBytes(StandardCharsets.UTF_8).length + 1023) / 1024;
    }
}
