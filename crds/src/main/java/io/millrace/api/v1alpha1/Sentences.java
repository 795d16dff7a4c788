package io.millrace.api.v1alpha1;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;

/** Gives each text below the annotated type that follows a pattern a sentence for who writes another one. */
public final class Sentences implements SchemaCustomizer.Customizer {

    // The API server only repeats the pattern.
    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry(
                    Formats.DURATION, "must be a duration above 0: a number and ms, s, m, h or d, such as 30s or 10m"),
            Map.entry(Formats.DURATION_OR_ZERO, "must be a duration: a number and ms, s, m, h or d, such as 0s or 10m"),
            Map.entry(
                    Formats.DEADLINE, "must be a duration of a second or more: a number and s, m, h or d, such as 10m"),
            Map.entry(
                    Formats.NAME,
                    "must be lower-case letters, digits and dashes, with a letter or digit at both ends, such as per-type"),
            Map.entry(
                    Formats.COLUMN, "must be letters, digits and underscores, with no digit first, such as event_type"),
            Map.entry(
                    Formats.TOPIC,
                    "must be letters, digits, dots, dashes and underscores, as Kafka takes it, such as shop.orders"),
            Map.entry(Formats.VERSION, "must be latest, or the number of a version, such as 3"),
            Map.entry(Formats.PERCENT, "must be a whole percentage from 1% to 100%, such as 10%"),
            Map.entry(Formats.REVISION, "must be a revision as status.rollout.candidate shows it, such as 5-3c29d231"),
            Map.entry(
                    Formats.QUANTITY,
                    "must be an amount: a number, and m, k, M, G, T, Ki, Mi, Gi or Ti if need be, such as 500m or 2Gi"),
            Map.entry(
                    Formats.OBJECT,
                    "must be a name that status.savepoints shows, or of a ConfigMap, such as 3-9c1f03ab-20260131t100000; not a path"));

    // Longer than any that fits: without a bound the API server takes the rule for one that costs too much.
    private static final long MAX_LENGTH = 32;

    @Override
    public JSONSchemaProps apply(JSONSchemaProps props, String input, KubernetesSerialization serialization) {
        describe(props);
        return props;
    }

    private static void describe(JSONSchemaProps props) {
        boolean isQuantity = Boolean.TRUE.equals(props.getXKubernetesIntOrString());
        if (isQuantity) {
            // The generator knows the type, and takes no pattern for it.
            props.setPattern(Formats.QUANTITY);
        }
        String sentence = props.getPattern() == null ? null : SENTENCES.get(props.getPattern());
        if (sentence != null) {
            String matches = "self.matches('" + props.getPattern() + "')";
            ValidationRule rule = new ValidationRule();
            rule.setRule(isQuantity ? "type(self) == int || " + matches : matches);
            rule.setMessage(sentence);
            props.setXKubernetesValidations(List.of(rule));
            props.setMaxLength(props.getMaxLength() == null ? MAX_LENGTH : props.getMaxLength());
        }
        if (props.getProperties() != null) {
            props.getProperties().values().forEach(Sentences::describe);
        }
        if (props.getItems() != null && props.getItems().getSchema() != null) {
            describe(props.getItems().getSchema());
        }
    }
}
