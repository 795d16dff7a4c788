package io.millrace.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChartValuesTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void the_configuration_that_the_chart_installs_by_default_is_a_valid_one() throws IOException {
        // given
        JsonNode values = YAML.readTree(Files.readString(Path.of("../charts/millrace/values.yaml")));

        // when
        OperatorConfig config = ConfigFile.parse(YAML.writeValueAsString(values.get("config")));

        // then
        assertThat(config.connections()).containsOnlyKeys("default");
        assertThat(config.defaults().replicas()).isEqualTo(3);
    }
}
