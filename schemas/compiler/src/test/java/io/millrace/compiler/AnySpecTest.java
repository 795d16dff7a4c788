package io.millrace.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.SchemaPin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A good spec with things taken out, swapped and put in the wrong place is compiled or refused, and nothing else. */
class AnySpecTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> CASES = List.of("clickstream", "several-inputs", "pinned-schemas");
    private static final Map<SchemaReference, SchemaPin> REGISTRY = Map.of(
            SchemaReference.latest("clickstream-value"),
            new SchemaPin(
                    "clickstream-value",
                    1,
                    1,
                    "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"user_id\",\"type\":\"long\"}]}"));

    @Property(tries = 200)
    void damage_is_refused_and_never_an_exception(@ForAll long seed) throws IOException {
        // given
        Random random = new Random(seed);
        String name = CASES.get(random.nextInt(CASES.size()));
        JsonNode spec = YAML.readTree(Path.of("src/test/resources/io/millrace/compiler/pipelines", name, "in.yaml")
                .toFile());
        for (int i = 0; i <= random.nextInt(4); i++) {
            damage(spec, random);
        }
        PipelineSpec damaged = readable(spec);

        // when
        Compilation compilation = PipelineCompiler.compile(new PipelineIdentity("ns", "name"), damaged, pins(damaged));

        // then
        String answer = compilation.fold(
                DefinitionFiles::write, refusals -> refusals.get(0).sentence());
        assertThat(answer).isNotBlank();
    }

    private static Map<SchemaReference, SchemaPin> pins(PipelineSpec spec) {
        Map<SchemaReference, SchemaPin> pins = PipelineCompiler.provisionalPins(spec);
        REGISTRY.forEach(pins::putIfAbsent);
        return pins;
    }

    /** What Jackson cannot read as a spec never gets to the compiler. */
    private static PipelineSpec readable(JsonNode spec) {
        try {
            return YAML.treeToValue(spec, PipelineSpec.class);
        } catch (JsonProcessingException e) {
            return new PipelineSpec(
                    null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        }
    }

    private static void damage(JsonNode spec, Random random) {
        List<JsonNode> inner = new ArrayList<>();
        List<JsonNode> all = new ArrayList<>();
        collect(spec, inner, all);
        JsonNode parent = inner.get(random.nextInt(inner.size()));
        JsonNode replacement = all.get(random.nextInt(all.size())).deepCopy();
        if (parent instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(3)) {
                case 0 -> object.remove(name);
                case 1 -> object.putNull(name);
                default -> object.set(name, replacement);
            }
        } else if (parent instanceof ArrayNode array && !array.isEmpty()) {
            switch (random.nextInt(3)) {
                case 0 -> array.remove(random.nextInt(array.size()));
                case 1 -> array.addNull();
                default -> array.set(random.nextInt(array.size()), replacement);
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> inner, List<JsonNode> all) {
        all.add(node);
        if (node.isContainerNode()) {
            inner.add(node);
            node.forEach(child -> collect(child, inner, all));
        }
    }
}
