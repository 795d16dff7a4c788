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
    private static final Map<String, String> SENTENCES = Map.of(
            Formats.DURATION, "must be a duration above 0: a number and ms, s, m, h or d, such as 30s or 10m",
            Formats.DURATION_OR_ZERO, "must be a duration: a number and ms, s, m, h or d, such as 0s or 10m",
            Formats.DEADLINE, "must be a duration of a second or more: a number and s, m, h or d, such as 10m",
            Formats.NAME,
                    "must be lower-case letters, digits and dashes, with a letter or digit at both ends, such as per-type",
            Formats.COLUMN, "must be letters, digits and underscores, with no digit first, such as event_type",
            Formats.TOPIC,
                    "must be letters, digits, dots, dashes and underscores, as Kafka takes it, such as shop.orders",
            Formats.VERSION, "must be latest, or the number of a version, such as 3",
            Formats.PERCENT, "must be a whole percentage from 1% to 100%, such as 10%",
            Formats.REVISION, "must be a revision as status.rollout.candidate shows it, such as 5-3c29d231");

    // Longer than any that fits: without a bound the API server takes the rule for one that costs too much.
    private static final long MAX_LENGTH = 32;

    @Override
    public JSONSchemaProps apply(JSONSchemaProps props, String input, KubernetesSerialization serialization) {
        describe(props);
        return props;
    }

    private static void describe(JSONSchemaProps props) {
        String sentence = props.getPattern() == null ? null : SENTENCES.get(props.getPattern());
        if (sentence != null) {
            ValidationRule rule = new ValidationRule();
            rule.setRule("self.matches('" + props.getPattern() + "')");
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
