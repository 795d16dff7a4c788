package io.millrace.operator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we emit is in the schema that the Flink Kubernetes operator publishes: the API server would drop the rest. */
class FlinkDeploymentSchemaTest {

    private static final Path OBJECTS = Path.of("src/test/resources/io/millrace/operator/pipeline/objects");
    private static final String DEFINITION = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    private final YAMLMapper yaml = new YAMLMapper();

    static List<Path> deployments() throws IOException {
        try (Stream<Path> files = Files.list(OBJECTS)) {
            return files.filter(file -> file.toString().endsWith("-flinkdeployment.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void every_field_is_known_and_of_the_right_type(Path file) throws IOException {
        // given
        JsonNode schema = schema();
        // when
        List<String> wrong = new ArrayList<>();
        check(yaml.readTree(Files.readString(file)).path("spec"), schema, "spec", wrong);
        // then
        assertThat(wrong).isEmpty();
    }

    private JsonNode schema() throws IOException {
        try (InputStream definition = Objects.requireNonNull(getClass().getResourceAsStream(DEFINITION))) {
            return yaml.readTree(definition).at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        }
    }

    private static void check(JsonNode value, JsonNode schema, String path, List<String> wrong) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return;
        }
        if (value.isObject()) {
            value.properties().forEach(field -> {
                JsonNode known = schema.path("properties").path(field.getKey());
                JsonNode child = known.isMissingNode() ? schema.path("additionalProperties") : known;
                String name = path + "." + field.getKey();
                if (child.isMissingNode()) {
                    wrong.add(name + " is not known");
                } else {
                    check(field.getValue(), child, name, wrong);
                }
            });
        } else if (value.isArray()) {
            value.forEach(item -> check(item, schema.path("items"), path + "[]", wrong));
        } else if (!isOfType(value, schema)) {
            wrong.add(path + " is no " + schema.path("type").asText());
        }
    }

    private static boolean isOfType(JsonNode value, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isInt() || value.isTextual();
        }
        return switch (schema.path("type").asText()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }
}
