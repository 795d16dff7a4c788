package io.millrace.platform.install;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
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
        ClusterRole rules = load(checkout.operatorRules(), ClusterRole.class);
        Role election = load(checkout.electionRules(), Role.class);
        election.getMetadata().setNamespace(ServiceAccountTokens.NAMESPACE);
        return List.of(rules, binding(rules), election, binding(election));
    }

    private static <T> T load(Path file, Class<T> type) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return Serialization.unmarshal(yaml, type);
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
                .withSubjects(operator())
                .build();
    }

    private static RoleBinding binding(Role rules) {
        String name = rules.getMetadata().getName();
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(ServiceAccountTokens.NAMESPACE)
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .withSubjects(operator())
                .build();
    }

    private static Subject operator() {
        return new SubjectBuilder()
                .withKind("ServiceAccount")
                .withName(ServiceAccountTokens.OPERATOR)
                .withNamespace(ServiceAccountTokens.NAMESPACE)
                .build();
    }
}
