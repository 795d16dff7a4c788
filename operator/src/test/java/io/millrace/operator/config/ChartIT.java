package io.millrace.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.millrace.platform.Checkout;
import io.millrace.platform.shared.SharedPlatform;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Helm makes of the chart, held against the API server that takes it and the operator that is started with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartIT {

    private static final Path CHART = Path.of("../charts/millrace");
    private static final String NAMESPACE = "millrace-system";

    private final KubernetesClient admin = SharedPlatform.get().controlPlane().adminClient();

    @AfterAll
    void disconnect() {
        admin.close();
    }

    @Test
    void helm_finds_nothing_to_say_of_it() {
        // when
        LintResult result = new Helm(CHART).lint().strict().call();

        // then
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void the_api_server_takes_every_object_of_it_and_knows_each_field() {
        // given
        List<HasMetadata> objects = rendered(template().set("replicas", 2));

        // then
        assertThat(objects).extracting(HasMetadata::getKind).contains("Deployment", "ClusterRole", "Role", "Service");
        for (HasMetadata object : objects) {
            HasMetadata taken = admin.resource(object)
                    .dryRun(true)
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .fieldManager("helm")
                    .forceConflicts()
                    .serverSideApply();
            assertThat(taken.getMetadata().getUid()).as(object.getKind()).isNotNull();
        }
    }

    @Test
    void the_operator_can_be_started_with_the_configuration_that_its_container_sees() {
        // given
        List<HasMetadata> objects = rendered(template());
        Container operator = container(objects);

        // when
        OperatorConfig config =
                ConfigFile.parse(fileSeenBy(operator, objects, variable(operator, ConfigFile.VARIABLE)));

        // then
        assertThat(config.connections()).containsOnlyKeys("default");
        assertThat(config.defaults().replicas()).isEqualTo(3);
        assertThat(config.election()).map(OperatorConfig.Election::namespace).contains(NAMESPACE);
        ContainerPort http = operator.getPorts().get(0);
        assertThat(http.getContainerPort()).isEqualTo(config.httpPort());
        assertThat(operator.getLivenessProbe().getHttpGet().getPort().getStrVal())
                .isEqualTo(http.getName());
        assertThat(operator.getReadinessProbe().getHttpGet().getPort().getStrVal())
                .isEqualTo(http.getName());
        assertThat(only(Service.class, objects).getSpec().getPorts())
                .allMatch(port -> port.getTargetPort().getStrVal().equals(http.getName()));
    }

    @Test
    void what_is_set_reaches_the_operator() {
        // given
        List<HasMetadata> objects = rendered(template()
                .set("config.flink.serviceAccount", "streams")
                .set("config.state.root", "gs://streams")
                .set("image.repository", "registry.example.com/operator"));
        Container operator = container(objects);

        // when
        OperatorConfig config =
                ConfigFile.parse(fileSeenBy(operator, objects, variable(operator, ConfigFile.VARIABLE)));

        // then
        assertThat(config.flink().serviceAccount()).isEqualTo("streams");
        assertThat(config.stateRoot()).isEqualTo("gs://streams");
        assertThat(operator.getImage()).startsWith("registry.example.com/operator:");
    }

    @Test
    void the_rules_are_bound_to_the_account_that_the_operator_runs_as() {
        // given
        List<HasMetadata> objects = rendered(template());
        String account = only(Deployment.class, objects)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getServiceAccountName();

        // then
        assertThat(only(ServiceAccount.class, objects).getMetadata().getName()).isEqualTo(account);
        assertThat(only(ClusterRoleBinding.class, objects).getSubjects())
                .allMatch(subject -> subject.getName().equals(account)
                        && subject.getNamespace().equals(NAMESPACE));
        assertThat(only(RoleBinding.class, objects).getSubjects())
                .allMatch(subject -> subject.getName().equals(account)
                        && subject.getNamespace().equals(NAMESPACE));
    }

    /** The tag of the job's image is the operator's own version: a chart of another one would install a pair that is none. */
    @Test
    void the_image_is_of_the_version_that_is_built_here() {
        // given
        Path jar = Checkout.containing(Path.of("")).operatorJar();

        // when
        String image = container(rendered(template())).getImage();

        // then
        assertThat(jar.getFileName()).hasToString("millrace-operator-" + image.replaceFirst(".*:", "") + "-all.jar");
    }

    private TemplateCommand template() {
        return new Helm(CHART)
                .template()
                .withName("millrace")
                .withNamespace(NAMESPACE)
                .withKubeVersion(admin.getKubernetesVersion().getGitVersion());
    }

    private List<HasMetadata> rendered(TemplateCommand template) {
        return admin.load(new ByteArrayInputStream(template.call().getBytes(StandardCharsets.UTF_8)))
                .items();
    }

    private static Container container(List<HasMetadata> objects) {
        return only(Deployment.class, objects)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private static String variable(Container container, String name) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static String fileSeenBy(Container container, List<HasMetadata> objects, String path) {
        Path file = Path.of(path);
        String volume = container.getVolumeMounts().stream()
                .filter(mount -> Path.of(mount.getMountPath()).equals(file.getParent()))
                .map(VolumeMount::getName)
                .findFirst()
                .orElseThrow();
        String configMap = only(Deployment.class, objects).getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(candidate -> candidate.getName().equals(volume))
                .map(Volume::getConfigMap)
                .findFirst()
                .orElseThrow()
                .getName();
        ConfigMap mounted = only(ConfigMap.class, objects);
        assertThat(mounted.getMetadata().getName()).isEqualTo(configMap);
        return Objects.requireNonNull(mounted.getData().get(file.getFileName().toString()), path);
    }

    private static <T extends HasMetadata> T only(Class<T> type, List<HasMetadata> objects) {
        List<T> found =
                objects.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).as(type.getSimpleName()).hasSize(1);
        return found.get(0);
    }
}
