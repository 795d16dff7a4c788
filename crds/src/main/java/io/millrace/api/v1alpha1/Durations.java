package io.millrace.api.v1alpha1;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;

/** Gives each duration among the properties a sentence for who writes another: a pattern alone is only repeated. */
public final class Durations implements SchemaCustomizer.Customizer {

    private static final Map<String, String> SENTENCES = Map.of(
            Formats.DURATION, "must be a duration above 0: a number and ms, s, m, h or d, such as 30s or 10m",
            Formats.DURATION_OR_ZERO, "must be a duration: a number and ms, s, m, h or d, such as 0s or 10m",
            Formats.DEADLINE, "must be a duration of a second or more: a number and s, m, h or d, such as 10m");

    // Longer than any that fits: without a bound the API server takes the rule for one that costs too much.
    private static final long MAX_LENGTH = 16;

    @Override
    public JSONSchemaProps apply(JSONSchemaProps props, String input, KubernetesSerialization serialization) {
        props.getProperties().values().forEach(property -> {
            String sentence = property.getPattern() == null ? null : SENTENCES.get(property.getPattern());
            if (sentence != null) {
                property.setMaxLength(MAX_LENGTH);
                ValidationRule rule = new ValidationRule();
                rule.setRule("self.matches('" + property.getPattern() + "')");
                rule.setMessage(sentence);
                property.setXKubernetesValidations(List.of(rule));
            }
        });
        return props;
    }
}
