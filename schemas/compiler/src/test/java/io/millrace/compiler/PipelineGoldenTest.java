package io.millrace.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.SchemaPin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole specs: each folder holds {@code in.yaml} (a spec), the subjects of the registry as {@code <subject>@<version>.avsc},
 * and what must come of it: {@code out.json} or {@code refusals.txt}.
 */
class PipelineGoldenTest {

    private static final Path CASES = Path.of("src/test/resources/io/millrace/compiler/pipelines");
    private static final Path EXAMPLE = Path.of("../../examples/clickstream/pipeline.yaml");
    private static final ObjectMapper YAML = new YAMLMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_spec_compiles_to_its_definition_or_its_refusals(Path folder) throws IOException {
        // given
        PipelineSpec spec = YAML.readValue(folder.resolve("in.yaml").toFile(), PipelineSpec.class);
        Map<SchemaReference, SchemaPin> registry = registry(folder);
        registry.putAll(PipelineCompiler.provisionalPins(spec));

        // when
        Compilation compilation = PipelineCompiler.compile(new PipelineIdentity("shop", "clickstream"), spec, registry);

        // then
        Map<String, String> result = compilation.fold(
                definition -> Map.of("out.json", DefinitionFiles.write(definition)),
                refusals -> Map.of(
                        "refusals.txt",
                        refusals.stream().map(refusal -> refusal + "\n").collect(Collectors.joining())));
        assertGolden(folder, result);
    }

    @Test
    void the_example_that_users_copy_is_the_one_that_is_compiled_here() throws IOException {
        // when
        Object example = YAML.readValue(EXAMPLE.toFile(), new TypeReference<Map<String, Object>>() {})
                .get("spec");
        Object compiled = YAML.readValue(CASES.resolve("clickstream/in.yaml").toFile(), Object.class);

        // then
        assertThat(compiled).isEqualTo(example);
    }

    private static Map<SchemaReference, SchemaPin> registry(Path folder) throws IOException {
        Map<SchemaReference, SchemaPin> pins = new HashMap<>();
        List<String> names = new ArrayList<>(files(folder));
        names.removeIf(name -> !name.endsWith(".avsc"));
        for (String name : names) {
            String[] parts = name.substring(0, name.length() - ".avsc".length()).split("@", 2);
            int version = Integer.parseInt(parts[1]);
            // Names are sorted, so the latest version is the last one put.
            SchemaPin pin = new SchemaPin(parts[0], version, 100 + version, Files.readString(folder.resolve(name)));
            pins.put(SchemaReference.version(parts[0], version), pin);
            pins.put(SchemaReference.latest(parts[0]), pin);
        }
        return pins;
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void assertGolden(Path folder, Map<String, String> result) throws IOException {
        String name = result.keySet().iterator().next();
        String other = name.equals("out.json") ? "refusals.txt" : "out.json";
        if (Boolean.getBoolean("golden.write")) {
            Files.deleteIfExists(folder.resolve(other));
            Files.writeString(folder.resolve(name), result.get(name));
        }
        assertThat(folder.resolve(name))
                .as("if this is meant: mvn test -pl schemas/compiler -Dgolden.write=true")
                .hasContent(result.get(name));
        Set<String> unused = files(folder);
        unused.removeAll(Set.of("in.yaml", name));
        unused.removeIf(file -> file.endsWith(".avsc"));
        assertThat(unused).as("files in %s that nothing reads", folder).isEmpty();
    }
}
