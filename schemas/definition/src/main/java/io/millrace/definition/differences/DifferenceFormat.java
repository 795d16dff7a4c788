package io.millrace.definition.differences;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.definition.differences.Difference.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One difference as people and programs read it: a line of JSON. */
public final class DifferenceFormat {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final JsonNode TOO_LONG = JSON.getNodeFactory().textNode("too long to be shown");

    private DifferenceFormat() {}

    /**
     * A record of one side.
     *
     * @param value as it is compared: a JSON object, or something else that has no columns
     * @param at {@code <topic>-<partition>@<offset>}
     */
    public record Shown(String value, String at) {}

    /** @param key of the records; {@code null} where they have none */
    public static byte[] write(String sink, byte @Nullable [] key, @Nullable Shown live, @Nullable Shown candidate) {
        return bytes(difference(sink, key, live, candidate));
    }

    /** Without what may be long: the key, and what the records say. */
    public static byte[] writeShortened(String sink, @Nullable Shown live, @Nullable Shown candidate) {
        ObjectNode difference = difference(sink, null, live, candidate);
        List.of("live", "candidate").forEach(side -> {
            if (difference.has(side)) {
                difference.set(side, TOO_LONG);
            }
        });
        return bytes(difference);
    }

    private static ObjectNode difference(
            String sink, byte @Nullable [] key, @Nullable Shown live, @Nullable Shown candidate) {
        ObjectNode difference = JSON.createObjectNode();
        difference.put("sink", sink);
        difference.put("kind", kind(live, candidate).name());
        difference.put("key", key == null ? null : text(key));
        if (live != null && candidate != null) {
            difference.set("columns", columns(value(live), value(candidate)));
        }
        put(difference, "live", live);
        put(difference, "candidate", candidate);
        return difference;
    }

    private static Kind kind(@Nullable Shown live, @Nullable Shown candidate) {
        if (live == null) {
            return Kind.EXTRA;
        }
        return candidate == null ? Kind.MISSING : Kind.DIFFERENT;
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

    private record Read(
            @Nullable String sink,
            @Nullable Kind kind,
            @Nullable List<@Nullable String> columns,
            @Nullable String liveAt,
            @Nullable String candidateAt) {}

    /**
     * Of what was written, where it is; empty when the bytes are no difference. Why, nobody is told: the parser's words
     * may have a record's in them.
     */
    public static Optional<Difference> read(byte[] json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, Read.class)).flatMap(DifferenceFormat::difference);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Difference> difference(Read read) {
        return read.sink == null || read.kind == null
                ? Optional.empty()
                : Optional.of(new Difference(
                        read.sink,
                        read.kind,
                        read.columns == null
                                ? List.of()
                                : read.columns.stream()
                                        .map(name -> String.valueOf(name))
                                        .toList(),
                        read.liveAt,
                        read.candidateAt));
    }
}
