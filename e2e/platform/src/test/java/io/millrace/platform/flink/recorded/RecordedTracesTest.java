package io.millrace.platform.flink.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The local Flink runtime decides to show what the Flink Kubernetes operator was recorded to show. */
class RecordedTracesTest {

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void the_same_is_shown_in_the_same_order(Scenario scenario) {
        // when
        Trace played = scenario.playOn(new PretendStage());
        // then
        assertThat(played.told()).isEqualTo(Recording.of(scenario).told());
    }

    @Test
    void every_recording_is_played() throws IOException, URISyntaxException {
        URI folder =
                Objects.requireNonNull(getClass().getResource("/fko-traces")).toURI();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            assertThat(scenarios().map(Scenario::toString))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".json"))
                                    .map(name -> name.replaceAll("\\.json$", ""))
                                    .toList());
        }
    }
}
