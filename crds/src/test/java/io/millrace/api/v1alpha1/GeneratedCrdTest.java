package io.millrace.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedCrdTest {

    private static final String NAME = "streamingpipelines.millrace.io-v1.yml";
    private static final Path GENERATED = Path.of("target/classes/META-INF/fabric8", NAME);

    @ParameterizedTest
    @ValueSource(strings = {"generated", "../charts/millrace/crds"})
    void the_committed_copy_is_what_the_types_say(String folder) throws IOException {
        // given
        String generated = Files.readString(GENERATED);
        Path copy = Path.of(folder, NAME);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(copy, generated);
        }

        // when, then
        assertThat(copy)
                .as("the CRD has changed; write its copies with: mvn test -pl crds -Dgolden.write=true")
                .content()
                .isEqualTo(generated);
    }
}
