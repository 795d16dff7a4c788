package io.millrace.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.bench.jobs.Turn;
import io.millrace.compiler.PipelineCompiler;
import io.millrace.compiler.PipelineIdentity;
import io.millrace.compiler.SchemaReference;
import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SchemaPin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the operator would give to the job: the pipeline's resource, compiled, and the settings of its run. */
final class PipelineFiles {

    private static final ObjectMapper YAML = new YAMLMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final long TRANSACTION_TIMEOUT_MILLIS = 900_000;
    private static final int LARGEST_RECORD_BYTES = 1_048_588;

    private PipelineFiles() {}

    /** The topics that a pipeline writes besides those that its resource names. */
    static Set<String> generatedTopics(Workload workload) {
        return identity(workload).generatedTopics().keySet();
    }

    private static PipelineIdentity identity(Workload workload) {
        return new PipelineIdentity("bench", workload.word());
    }

    static void write(Workload workload, Turn turn, Input input) throws IOException {
        PipelineIdentity identity = identity(workload);
        String resource = resource(workload).replace("OUTPUT_TOPIC", turn.outputTopic());
        PipelineDefinition definition = PipelineCompiler.compile(
                        identity,
                        YAML.treeToValue(YAML.readTree(resource).get("spec"), PipelineSpec.class),
                        pins(input))
                .fold(accepted -> accepted, refusals -> {
                    throw new IllegalStateException(workload + ".yaml is refused: " + refusals);
                });
        Files.writeString(turn.folder().resolve(DefinitionFiles.DEFINITION), DefinitionFiles.write(definition));
        Files.writeString(turn.folder().resolve(DefinitionFiles.RUN), DefinitionFiles.write(run(identity, turn)));
    }

    private static String resource(Workload workload) throws IOException {
        try (InputStream file = PipelineFiles.class.getResourceAsStream(workload.pipeline() + ".yaml")) {
            return new String(Objects.requireNonNull(file, workload.pipeline()).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<SchemaReference, SchemaPin> pins(Input input) {
        return Map.of(
                SchemaReference.latest(input.clicks().subject()), input.clicks(),
                SchemaReference.latest(input.summaries().subject()), input.summaries());
    }

    private static RunSettings run(PipelineIdentity identity, Turn turn) {
        return new RunSettings(
                PipelineDefinition.FORMAT_VERSION,
                identity.namespace(),
                identity.name(),
                turn.transactionalIdPrefix(),
                "1-00000000",
                RunSettings.Slot.PROD,
                new RunSettings.Connection(turn.bootstrapServers(), Map.of(), turn.registryUrl()),
                turn.checkpointIntervalMillis(),
                TRANSACTION_TIMEOUT_MILLIS,
                LARGEST_RECORD_BYTES,
                Map.of());
    }
}
