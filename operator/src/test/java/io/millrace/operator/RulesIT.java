package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.platform.shared.SharedPlatform;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server lets the operator's account do under the rules that the chart ships. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesIT {

    private static final File RULES = new File("../charts/millrace/files/rbac.yaml");
    private static final String FLINK_CRD = "flinkdeployments.flink.apache.org";

    private final KubernetesClient operator =
            SharedPlatform.get().controlPlane().operatorClient();

    @AfterAll
    void disconnect() {
        operator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.io, streamingpipelines, get list watch patch",
        "millrace.io, streamingpipelines/status, update",
        "millrace.io, streamingpipelines/finalizers, update",
        "flink.apache.org, flinkdeployments, get list watch create patch delete",
        "'', configmaps, get list create delete deletecollection",
        "flink.apache.org, flinkstatesnapshots, get list create delete",
        "apps, controllerrevisions, get list create delete deletecollection",
        "'', events, create",
    })
    void what_the_operator_must_do_is_allowed(String group, String resource, String verbs) {
        assertThat(verbs.split(" ", -1)).allMatch(verb -> isAllowed(group, resource, verb, ""));
    }

    @Test
    void of_all_resource_definitions_only_flinks_can_be_read() {
        assertThat(isAllowed("apiextensions.k8s.io", "customresourcedefinitions", "get", FLINK_CRD))
                .isTrue();
        assertThat(isAllowed("apiextensions.k8s.io", "customresourcedefinitions", "get", "others.example.com"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', secrets, get list watch create update patch delete",
        "'', configmaps, watch update patch",
        "flink.apache.org, flinkstatesnapshots, watch update patch",
        "apps, controllerrevisions, update patch watch",
        "'', namespaces, create delete",
        "'', pods, get create delete",
        "'', pods/exec, create",
        "'', serviceaccounts, create impersonate",
        "'', serviceaccounts/token, create",
        "'', events, get list delete",
        "apps, deployments, get create patch delete",
        "millrace.io, streamingpipelines, create update delete deletecollection",
        "millrace.io, streamingpipelines/status, patch",
        "flink.apache.org, flinkdeployments, update deletecollection",
        "flink.apache.org, flinkdeployments/status, update patch",
        "apiextensions.k8s.io, customresourcedefinitions, list watch create update patch delete",
        "rbac.authorization.k8s.io, clusterroles, get create update patch bind escalate",
        "rbac.authorization.k8s.io, clusterrolebindings, create",
        "rbac.authorization.k8s.io, rolebindings, create",
        "'*', '*', '*'",
    })
    void everything_else_is_forbidden(String group, String resource, String verbs) {
        assertThat(verbs.split(" ", -1)).noneMatch(verb -> isAllowed(group, resource, verb, ""));
    }

    @Test
    void the_rules_that_are_shipped_are_those_that_apply() throws IOException {
        // given
        List<String> denied = new ArrayList<>();
        // when
        for (JsonNode rule : new YAMLMapper().readTree(RULES).path("rules")) {
            String name = rule.at("/resourceNames/0").asText();
            for (JsonNode resource : rule.path("resources")) {
                for (JsonNode verb : rule.path("verbs")) {
                    if (!isAllowed(rule.at("/apiGroups/0").asText(), resource.asText(), verb.asText(), name)) {
                        denied.add(verb.asText() + " " + resource.asText());
                    }
                }
            }
        }
        // then
        assertThat(denied).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "millrace-system, millrace-operator, get create update, list watch patch delete deletecollection",
        "millrace-system, another, create, get update",
        "default, millrace-operator, '', get create update",
    })
    void of_all_leases_only_its_own_can_be_held(String namespace, String lease, String allowed, String denied) {
        assertThat(verbs(allowed)).allMatch(verb -> isAllowed("coordination.k8s.io", "leases", verb, lease, namespace));
        assertThat(verbs(denied)).noneMatch(verb -> isAllowed("coordination.k8s.io", "leases", verb, lease, namespace));
    }

    private static List<String> verbs(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
    }

    private boolean isAllowed(String group, String resource, String verb, String name) {
        return isAllowed(group, resource, verb, name, "default");
    }

    private boolean isAllowed(String group, String resource, String verb, String name, String namespace) {
        String[] parts = resource.split("/", 2);
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup(group)
                .withResource(parts[0])
                .withSubresource(parts.length > 1 ? parts[1] : "")
                .withVerb(verb)
                .withName(name)
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build();
        return operator.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }
}
