package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.shared.SharedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server itself refuses at {@code kubectl apply}, and with which sentence. */
class ResourceValidationIT {

    private static final Path FILES = Path.of("src/test/resources/crd");
    private static final String EXPECT = "# expect: ";
    private static final ControlPlaneAccess CONTROL_PLANE = SharedPlatform.get().controlPlane();
    private static final Kubectl KUBECTL =
            new Kubectl(CONTROL_PLANE, CONTROL_PLANE.freshNamespace("resource-validation"));

    @ParameterizedTest
    @MethodSource("valid")
    void takes(Path file) throws IOException {
        // when
        Kubectl.Answer answer = KUBECTL.dryRun(Files.readString(file).replace("  namespace: shop\n", ""));

        // then
        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refuses(Path file) throws IOException {
        // given
        String yaml = Files.readString(file);
        String expected = yaml.lines().findFirst().orElseThrow().substring(EXPECT.length());

        // when
        Kubectl.Answer answer = KUBECTL.dryRun(yaml);

        // then
        assertThat(answer.exitCode()).as("exit code of %s", file).isNotZero();
        assertThat(answer.output()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'flink':{'maxParallelism':64}}                       | spec.flink.maxParallelism cannot be changed",
                "{'topics':[{'name':'orders_clean','partitions':5}]}   | spec.topics[].partitions can only grow",
            })
    void refuses_an_edit_that_cannot_be_done(String patch, String expected) throws IOException {
        // given
        KUBECTL.apply(Files.readString(FILES.resolve("valid-minimal.yaml")));

        // when
        Kubectl.Answer answer = KUBECTL.tryPatch("orders-clean", patch.replace('\'', '"'));

        // then
        assertThat(answer.exitCode()).isNotZero();
        assertThat(answer.output()).contains(expected);
    }

    @Test
    void what_is_left_out_gets_the_defaults_that_the_reference_names() throws IOException {
        // when
        KUBECTL.apply(Files.readString(FILES.resolve("valid-minimal.yaml")));

        // then
        var spec = KUBECTL.pipeline("orders-clean").get("spec");
        assertThat(spec.get("cluster").asText()).isEqualTo("default");
        assertThat(spec.at("/flink/parallelism").asInt()).isEqualTo(1);
        assertThat(spec.at("/flink/checkpoints/interval").asText()).isEqualTo("30s");
        assertThat(spec.at("/topics/0/deletionPolicy").asText()).isEqualTo("Retain");
        assertThat(spec.at("/deadLetter/payload").asText()).isEqualTo("original");
    }

    static List<Path> valid() throws IOException {
        return Stream.of(files("valid-"), List.of(Path.of("../../examples/clickstream/pipeline.yaml")))
                .flatMap(List::stream)
                .toList();
    }

    static List<Path> invalid() throws IOException {
        return files("invalid-");
    }

    private static List<Path> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }
}
