package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.operator.acceptance.Thing.Kind;
import io.millrace.operator.config.OperatorConfig.TenancyRule;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which topics and subjects a namespace may own: names that begin with its own, and what the administrator allows. */
final class Tenancy {

    private Tenancy() {}

    static List<Refusal> judge(String namespace, PipelineSpec spec, List<TenancyRule> rules) {
        List<Refusal> refusals = new ArrayList<>();
        var topics = TopicNames.listed(spec);
        for (int i = 0; i < topics.size(); i++) {
            judge(namespace, Kind.TOPIC, topics.get(i).name(), "spec.topics[" + i + "].name", rules)
                    .ifPresent(refusals::add);
        }
        var schemas = TopicNames.orEmpty(spec.schemas());
        for (int i = 0; i < schemas.size(); i++) {
            String path = "spec.schemas[" + i + "].subject";
            judge(namespace, Kind.SUBJECT, schemas.get(i).subject(), path, rules)
                    .ifPresent(refusals::add);
        }
        return refusals;
    }

    static boolean allows(String namespace, Kind kind, String name, List<TenancyRule> rules) {
        return name.startsWith(namespace + ".")
                || rules.stream()
                        .filter(rule -> matches(rule.namespaces(), namespace))
                        .anyMatch(rule -> matches(names(rule, kind), name));
    }

    private static List<String> names(TenancyRule rule, Kind kind) {
        return switch (kind) {
            case TOPIC -> rule.topics();
            case SUBJECT -> rule.subjects();
        };
    }

    private static Optional<Refusal> judge(
            String namespace, Kind kind, String name, String path, List<TenancyRule> rules) {
        if (allows(namespace, kind, name, rules)) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                Reason.NOT_ALLOWED,
                path,
                "namespace " + namespace + " may not own " + kind.word() + " " + name
                        + "; use a name that begins with '" + namespace
                        + ".' or ask the administrator for an entry under tenancy"));
    }

    private static boolean matches(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return name.matches(regex);
    }
}
