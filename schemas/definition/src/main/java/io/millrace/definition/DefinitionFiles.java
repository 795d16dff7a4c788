package io.millrace.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The two files that a job starts from, as JSON: {@value #DEFINITION} and {@value #RUN}. Writing the same value gives
 * the same bytes; reading refuses properties that it does not know, as an older job must not guess.
 */
public final class DefinitionFiles {

    public static final String DEFINITION = "definition.json";
    public static final String RUN = "run.json";
    /** The environment variable that names their folder. */
    public static final String FOLDER_VARIABLE = "MILLRACE_CONFIG_DIR";

    private static final String KEYS_PERCENT = "keysPercent";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            // Records name their properties; a method such as isStateless() is not one.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private DefinitionFiles() {}

    public static String write(PipelineDefinition definition) {
        return writeAny(definition);
    }

    public static String write(RunSettings settings) {
        JsonNode tree = JSON.valueToTree(settings);
        if (tree.path("comparison") instanceof ObjectNode comparison
                && comparison.path(KEYS_PERCENT).asInt() == Comparison.ALL_KEYS) {
            // The job's image may be of before there were samples.
            comparison.remove(KEYS_PERCENT);
        }
        return writeAny(tree);
    }

    /** @throws IllegalArgumentException when the text is no definition of this format version */
    public static PipelineDefinition readDefinition(String json) {
        JsonNode tree = read(json, JsonNode.class, DEFINITION);
        addWhatIsLeftOut(tree);
        PipelineDefinition definition = read(tree.toString(), PipelineDefinition.class, DEFINITION);
        checkVersion(definition.formatVersion(), DEFINITION);
        return definition;
    }

    // What is empty is not written, nor is it in a definition of before it was thought of.
    private static void addWhatIsLeftOut(JsonNode tree) {
        if (tree instanceof ObjectNode definition && !definition.has("retired")) {
            definition.putObject("retired");
        }
    }

    /** @throws IllegalArgumentException when the text is no run settings of this format version */
    public static RunSettings readRun(String json) {
        JsonNode tree = read(json, JsonNode.class, RUN);
        if (tree instanceof ObjectNode run && !run.has("comparison")) {
            run.putNull("comparison");
        }
        addWhatIsLeftOut(tree.path("comparison").path("live"));
        if (tree.path("comparison") instanceof ObjectNode comparison && !comparison.has(KEYS_PERCENT)) {
            comparison.put(KEYS_PERCENT, Comparison.ALL_KEYS);
        }
        RunSettings settings = read(tree.toString(), RunSettings.class, RUN);
        checkVersion(settings.formatVersion(), RUN);
        return settings;
    }

    private static void checkVersion(int version, String file) {
        if (version != PipelineDefinition.FORMAT_VERSION) {
            throw new IllegalArgumentException(file + " has format version " + version + "; this job reads "
                    + PipelineDefinition.FORMAT_VERSION + ": run the job image that belongs to the operator");
        }
    }

    private static String writeAny(Object value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a definition must always be writable", e);
        }
    }

    private static <T> T read(String json, Class<T> type, String file) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
