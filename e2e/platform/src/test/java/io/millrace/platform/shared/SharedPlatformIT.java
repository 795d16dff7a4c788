package io.millrace.platform.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.platform.ControlPlaneAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SharedPlatformIT {

    private final ControlPlaneAccess controlPlane = SharedPlatform.get().controlPlane();

    @Test
    void the_api_server_knows_our_resources_and_those_of_flink() {
        try (KubernetesClient client = controlPlane.adminClient()) {
            assertThat(client.apiextensions()
                            .v1()
                            .customResourceDefinitions()
                            .list()
                            .getItems())
                    .extracting(definition -> definition.getMetadata().getName())
                    .contains(
                            "streamingpipelines.millrace.io",
                            "flinkdeployments.flink.apache.org",
                            "flinkstatesnapshots.flink.apache.org");
        }
    }

    @Test
    void a_flink_deployment_may_have_a_version_and_a_status_that_the_published_api_does_not_know() {
        // given
        String namespace = controlPlane.freshNamespace("widened");
        GenericKubernetesResource deployment = Serialization.unmarshal(
                """
                apiVersion: flink.apache.org/v1beta1
                kind: FlinkDeployment
                metadata: {name: newer, namespace: %s}
                spec: {flinkVersion: v2_2}
                status: {lifecycleState: DELETING, conditions: [{type: Running, status: "True"}]}
                """
                        .formatted(namespace),
                GenericKubernetesResource.class);
        try (KubernetesClient client = controlPlane.adminClient()) {
            client.resource(deployment).create();
            // when
            GenericKubernetesResource stored = client.resource(deployment).updateStatus();
            // then
            assertThat(stored.<String>get("spec", "flinkVersion")).isEqualTo("v2_2");
            assertThat(stored.<String>get("status", "lifecycleState")).isEqualTo("DELETING");
            assertThat(stored.<List<Map<String, String>>>get("status", "conditions"))
                    .containsExactly(Map.of("type", "Running", "status", "True"));
        }
    }

    @Test
    void an_account_may_do_what_its_rules_say_and_nothing_else() {
        // given
        String namespace = controlPlane.freshNamespace("rules");
        try (KubernetesClient flink = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(controlPlane.flinkKubeconfig().toFile()))
                .build()) {
            // when
            flink.configMaps()
                    .inNamespace(namespace)
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("leader")
                            .endMetadata()
                            .build())
                    .create();
            // then
            assertThatThrownBy(() ->
                            flink.resources(Secret.class).inNamespace(namespace).list())
                    .isInstanceOfSatisfying(KubernetesClientException.class, denied -> assertThat(denied.getCode())
                            .isEqualTo(403));
        }
        assertThat(controlPlane.auditLog())
                .content()
                .contains("\"username\":\"system:serviceaccount:millrace-system:flink\"")
                .contains("\"code\":403");
    }

    @Test
    void the_broker_carries_transactions() throws ExecutionException, InterruptedException {
        // given
        String servers = SharedPlatform.get().kafka().bootstrapServers();
        String topic = "carries-transactions-" + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", topic),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            // when
            producer.beginTransaction();
            var written = producer.send(new ProducerRecord<>(topic, "value"));
            producer.commitTransaction();
            // then
            assertThat(written.get().offset()).isZero();
        }
    }

    @Test
    void the_registry_takes_a_schema() throws IOException, InterruptedException {
        // given
        URI subject = URI.create(SharedPlatform.get().registry().api() + "/subjects/taken-value/versions");
        HttpRequest register = HttpRequest.newBuilder(subject)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\": \"\\\"string\\\"\"}"))
                .build();
        // when
        HttpResponse<String> answer = HttpClient.newHttpClient().send(register, HttpResponse.BodyHandlers.ofString());
        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"id\":\\d+.*}");
    }

    @Test
    void a_kubeconfig_is_readable_by_its_owner_only() throws IOException {
        assertThat(Files.getPosixFilePermissions(controlPlane.adminKubeconfig()))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
}
