package io.millrace.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.compiler.PipelineCompiler;
import io.millrace.compiler.PipelineIdentity;
import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.job.connectors.KafkaConnectors;
import io.millrace.platform.KafkaAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A pipeline of its own for each try: its definition as the operator compiles it, and the settings of both its jobs. */
record LabPipeline(PipelineDefinition definition, RunSettings live) {

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final int LARGEST_RECORD_BYTES = 1_048_588;
    private static final int SAMPLES = 3;

    static LabPipeline named(String name, KafkaAccess kafka, Duration checkpointInterval) {
        PipelineIdentity identity = new PipelineIdentity("lab", name);
        PipelineDefinition definition = PipelineCompiler.compile(identity, spec(name), Map.of())
                .fold(accepted -> accepted, refusals -> {
                    throw new IllegalStateException("orders.yaml is refused: " + refusals);
                });
        return new LabPipeline(
                definition,
                new RunSettings(
                        PipelineDefinition.FORMAT_VERSION,
                        identity.namespace(),
                        identity.name(),
                        UUID.randomUUID().toString(),
                        "1-00000000",
                        Slot.PROD,
                        new RunSettings.Connection(kafka.bootstrapServers(), Map.of(), null),
                        checkpointInterval.toMillis(),
                        Duration.ofMinutes(15).toMillis(),
                        LARGEST_RECORD_BYTES,
                        Map.of()));
    }

    private static PipelineSpec spec(String name) {
        try (InputStream file = LabPipeline.class.getResourceAsStream("orders.yaml")) {
            String resource = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return YAML.treeToValue(
                    YAML.readTree(resource.replace("NAME", name)).get("spec"), PipelineSpec.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the operator makes them, with what is compared. */
    RunSettings candidateOf(String liveJob) {
        Comparison comparison = new Comparison(liveJob, definition, 0, differences(), Set.of(), Map.of(), SAMPLES);
        return live.named("2-11111111").candidate(comparison);
    }

    KafkaConnectors connectors(RunSettings run) {
        return new KafkaConnectors(definition, run);
    }

    String input() {
        return definition.sources().get(0).topic();
    }

    /** Has each record of the input once, when all is well. */
    String copies() {
        return definition.sink("copies").topic();
    }

    String ledger() {
        return new PipelineIdentity(live.namespace(), live.pipeline()).ledgerTopic();
    }

    private String differences() {
        return live.pipeline() + ".canary-diff";
    }

    Set<String> topics() {
        Set<String> topics = new TreeSet<>(Set.of(input(), differences()));
        Set<String> written = new TreeSet<>(new PipelineIdentity(live.namespace(), live.pipeline())
                .generatedTopics()
                .keySet());
        definition.sinks().forEach(sink -> written.add(sink.topic()));
        topics.addAll(written);
        written.forEach(topic -> topics.add(Slot.CANARY.topic(topic)));
        return topics;
    }
}
