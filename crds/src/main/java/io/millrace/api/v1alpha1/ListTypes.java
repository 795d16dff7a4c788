package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the generator has no annotation for. Input: {@code property=word} pairs. The word {@code set} makes the list a
 * {@code listType: set}; <code>{}</code> gives an object this default, so that the defaults inside it apply when it is
 * left out; any other word is the key of a {@code listType: map}. Lists of columns are none: they have an order, and a
 * column that is there twice is refused by whoever compiles them.
 */
public final class ListTypes implements SchemaCustomizer.Customizer {

    private static final Pattern PAIR = Pattern.compile("(\\w+)=(\\w+|\\{})");

    // Of more items the API server takes the comparison of all with all for one that costs too much.
    private static final long FEW = 64;

    @Override
    public JSONSchemaProps apply(JSONSchemaProps props, String input, KubernetesSerialization serialization) {
        Matcher pair = PAIR.matcher(input);
        while (pair.find()) {
            JSONSchemaProps property = props.getProperties().get(pair.group(1));
            switch (pair.group(2)) {
                case "{}" -> property.setDefault(serialization.convertValue(Map.of(), JsonNode.class));
                case "set" -> property.setXKubernetesListType("set");
                default -> makeMap(property, pair.group(2));
            }
        }
        return props;
    }

    private static void makeMap(JSONSchemaProps list, String key) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of(key));
        if (list.getMaxItems() != null && list.getMaxItems() <= FEW) {
            list.setXKubernetesValidations(List.of(different(key)));
        }
        // The API server insists on it, and the types of Kubernetes itself do not say so.
        JSONSchemaProps item = list.getItems().getSchema();
        item.setRequired(Stream.concat(item.getRequired().stream(), Stream.of(key))
                .distinct()
                .sorted()
                .toList());
    }

    // The API server refuses them by itself, without saying what to do.
    private static ValidationRule different(String key) {
        ValidationRule rule = new ValidationRule();
        rule.setRule("self.all(i, x, !self.exists(j, y, j < i && y.%1$s == x.%1$s))".formatted(key));
        rule.setMessage("two have the same %1$s; take one out, or give it another %1$s".formatted(key));
        return rule;
    }
}
