package io.millrace.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A value in the file and the key that it has, so that every complaint can name it. */
record ConfigNode(String path, JsonNode value) {

    static ConfigNode root(JsonNode value) {
        if (!value.isObject()) {
            throw new ConfigException("the file is empty; the chart's values.yaml shows what belongs there");
        }
        return new ConfigNode("", value);
    }

    void allowOnly(String... keys) {
        Set<String> unknown = new TreeSet<>();
        value.fieldNames().forEachRemaining(unknown::add);
        Set.of(keys).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new ConfigException(
                    child(unknown.iterator().next()) + ": no such key; known here: " + String.join(", ", keys));
        }
    }

    ConfigNode required(String key) {
        return optional(key).orElseThrow(() -> new ConfigException(child(key) + ": is missing"));
    }

    Optional<ConfigNode> optional(String key) {
        return value.hasNonNull(key) ? Optional.of(new ConfigNode(child(key), value.get(key))) : Optional.empty();
    }

    Map<String, ConfigNode> fields() {
        if (!value.isObject()) {
            throw wrong("must be a map");
        }
        Map<String, ConfigNode> fields = new TreeMap<>();
        value.properties()
                .forEach(field -> fields.put(field.getKey(), new ConfigNode(child(field.getKey()), field.getValue())));
        return fields;
    }

    List<ConfigNode> items() {
        if (!value.isArray()) {
            throw wrong("must be a list");
        }
        List<ConfigNode> items = new ArrayList<>();
        value.forEach(item -> items.add(new ConfigNode(path + "[" + items.size() + "]", item)));
        return items;
    }

    List<String> texts() {
        return items().stream().map(ConfigNode::text).toList();
    }

    String text() {
        if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
            throw wrong("must be a text");
        }
        return value.asText();
    }

    int number(int least, int most) {
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            throw wrong("must be a number from " + least + " to " + most);
        }
        return value.asInt();
    }

    ConfigException wrong(String sentence) {
        return new ConfigException(path + ": " + sentence);
    }

    private String child(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
