package io.millrace.platform.flink.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.flink.recorded.Event.Shown;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The local Flink runtime shows what the Flink Kubernetes operator was recorded to show. */
class RecordedTracesTest {

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void the_same_is_shown_in_the_same_order(Scenario scenario) {
        // given
        List<Event> recorded = Recording.read(scenario.toString());
        // when
        List<Event> played = scenario.play();
        // then
        assertThat(resources(played)).isEqualTo(resources(recorded));
        for (String resource : resources(recorded)) {
            assertThat(String.join("\n", Passing.removedFrom(played, resource)))
                    .as(resource)
                    .isEqualTo(String.join("\n", Passing.removedFrom(recorded, resource)));
        }
    }

    private static Set<String> resources(List<Event> events) {
        Set<String> resources = new TreeSet<>();
        for (Event event : events) {
            if (event instanceof Shown shown) {
                resources.add(shown.resource());
            }
        }
        return resources;
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
