package io.millrace.platform.install;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.platform.Checkout;
import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The very rules that the chart ships, bound to the operator's account: what they lack fails here first. */
final class OperatorRules {

    private OperatorRules() {}

    static List<HasMetadata> read(Checkout checkout) {
        Path file = checkout.operatorRules();
        try (InputStream yaml = Files.newInputStream(file)) {
            ClusterRole rules = Serialization.unmarshal(yaml, ClusterRole.class);
            return List.of(rules, binding(rules));
        } catch (IOException e) {
            throw new PlatformException("Cannot read the operator's rules from " + file, e);
        }
    }

    private static ClusterRoleBinding binding(ClusterRole rules) {
        String name = rules.getMetadata().getName();
        return new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(ServiceAccountTokens.OPERATOR)
                .withNamespace(ServiceAccountTokens.NAMESPACE)
                .endSubject()
                .build();
    }
}
