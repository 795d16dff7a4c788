package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.shared.SharedPlatform;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server takes at {@code kubectl apply}, and what it adds. */
@BesideOthers
class ResourceValidationIT {

    private static final ControlPlaneAccess CONTROL_PLANE = SharedPlatform.get().controlPlane();
    private static final String NAMESPACE = CONTROL_PLANE.freshNamespace("resource-validation");
    private static final Kubectl KUBECTL = new Kubectl(CONTROL_PLANE, NAMESPACE);

    @ParameterizedTest
    @MethodSource("valid")
    void takes(InputFile file) {
        // when
        Kubectl.Answer answer = KUBECTL.dryRun(file.last(NAMESPACE));

        // then
        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    @Test
    void what_is_left_out_gets_the_defaults_that_the_reference_names() {
        // when
        KUBECTL.apply(InputFile.named("valid-minimal.yaml").last(NAMESPACE));

        // then
        var spec = KUBECTL.pipeline("orders-clean").get("spec");
        assertThat(spec.get("cluster").asText()).isEqualTo("default");
        assertThat(spec.at("/flink/parallelism").asInt()).isEqualTo(1);
        assertThat(spec.at("/flink/checkpoints/interval").asText()).isEqualTo("30s");
        assertThat(spec.at("/topics/0/deletionPolicy").asText()).isEqualTo("Retain");
        assertThat(spec.at("/deadLetter/payload").asText()).isEqualTo("original");
    }

    static Stream<InputFile> valid() {
        return Stream.concat(
                InputFile.startingWith("valid-"),
                Stream.of(InputFile.read(Path.of("../../examples/clickstream/pipeline.yaml"))));
    }
}
