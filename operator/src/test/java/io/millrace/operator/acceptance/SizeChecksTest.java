package io.millrace.operator.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeChecksTest {

    private static final String FOLDER = "/io/millrace/operator/pipeline/";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Savepoint | 890 | 890 | ''",
                "Savepoint | 901 | 0   | the compiled definition has 90[0-9] KiB, more than the 900 that fit; shorten .*",
                "Canary    | 440 | 440 | ''",
                "Canary    | 890 | 0   | ''",
                "Canary    | 450 | 460 | the compiled definitions .* go into one ConfigMap.*Savepoint.*",
                "Shadow    | 450 | 460 | the compiled definitions .* go into one ConfigMap.*Savepoint.*",
            })
    void what_does_not_fit_into_a_config_map_is_refused(String strategy, int own, int live, String sentence) {
        // given
        PipelineSpec spec = spec(strategy);
        Optional<PipelineDefinition> running = live == 0 ? Optional.empty() : Optional.of(ofKib(live));
        // when
        var refusals = SizeChecks.judge(spec, ofKib(own), running);
        // then
        if (sentence.isEmpty()) {
            assertThat(refusals).isEmpty();
        } else {
            assertThat(refusals).singleElement().satisfies(refusal -> {
                assertThat(refusal.path()).isEqualTo("spec");
                assertThat(refusal.message()).matches(sentence);
            });
        }
    }

    private static PipelineSpec spec(String strategy) {
        try (InputStream yaml = SizeChecksTest.class.getResourceAsStream(FOLDER + "totals.yaml")) {
            String spec = Serialization.asYaml(
                    Serialization.unmarshal(yaml, StreamingPipeline.class).getSpec());
            return Serialization.unmarshal(spec + "rollout: {strategy: " + strategy + "}\n", PipelineSpec.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of that many, by a schema that begins with blanks. */
    private static PipelineDefinition ofKib(int kib) {
        try (InputStream yaml =
                SizeChecksTest.class.getResourceAsStream(FOLDER + "objects/out-totals-configmap.yaml")) {
            String json = Objects.requireNonNull(
                    Serialization.unmarshal(yaml, ConfigMap.class).getData().get(DefinitionFiles.DEFINITION));
            String filler = " ".repeat(kib * 1024 - json.length());
            return DefinitionFiles.readDefinition(json.replaceFirst("\"text\" : \"", "\"text\" : \"" + filler));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
