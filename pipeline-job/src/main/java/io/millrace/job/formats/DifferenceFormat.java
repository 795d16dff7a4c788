package io.millrace.job.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One difference as people and programs read it: a line of JSON. */
public final class DifferenceFormat {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private DifferenceFormat() {}

    /**
     * A record of one side.
     *
     * @param value as {@link ComparedValue#text} has it
     * @param at {@code <topic>-<partition>@<offset>}
     */
    public record Shown(String value, String at) {}

    /** @param key of the records; {@code null} where they have none */
    public static byte[] write(
            String sink, String kind, byte @Nullable [] key, @Nullable Shown live, @Nullable Shown candidate) {
        ObjectNode difference = JSON.createObjectNode();
        difference.put("sink", sink);
        difference.put("kind", kind);
        difference.put("key", key == null ? null : text(key));
        if (live != null && candidate != null) {
            difference.set("columns", columns(value(live), value(candidate)));
        }
        put(difference, "live", live);
        put(difference, "candidate", candidate);
        return bytes(difference);
    }

    private static void put(ObjectNode difference, String side, @Nullable Shown record) {
        if (record != null) {
            difference.set(side, value(record));
            difference.put(side + "At", record.at());
        }
    }

    private static JsonNode value(Shown record) {
        try {
            return record.value().startsWith("{")
                    ? JSON.readTree(record.value())
                    : JSON.getNodeFactory().textNode(record.value());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is compared must always be readable", e);
        }
    }

    private static ArrayNode columns(JsonNode live, JsonNode candidate) {
        TreeSet<String> names = new TreeSet<>();
        live.fieldNames().forEachRemaining(names::add);
        candidate.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> Objects.equals(live.get(name), candidate.get(name)));
        ArrayNode columns = JSON.createArrayNode();
        names.forEach(columns::add);
        return columns;
    }

    private static String text(byte[] key) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException e) {
            return "base64:" + Base64.getEncoder().encodeToString(key);
        }
    }

    private static byte[] bytes(JsonNode difference) {
        try {
            return JSON.writeValueAsBytes(difference);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree must always be writable", e);
        }
    }
}
