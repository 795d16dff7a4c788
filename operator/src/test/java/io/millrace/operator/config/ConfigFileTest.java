package io.millrace.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFileTest {

    private static final String COMPLETE =
            """
            connections:
              main:
                bootstrapServers: kafka:9092
                registry: {url: "http://registry/apis/ccompat/v7/"}
                client: {security.protocol: SSL}
              plain:
                bootstrapServers: other:9092
            tenancy:
            - {namespaces: [shop], topics: ["*"], subjects: ["orders*"]}
            state: {root: "s3://streams/millrace/"}
            flink: {image: "job:{version}", serviceAccount: flink, rest: "http://{name}:8081", transactionTimeout: 10m, outageAllowance: 1m}
            defaults: {partitions: 6, replicas: 3, deadLetterRetention: 14d}
            http: {port: 9000}
            """;

    @Test
    void where_the_lease_is_can_be_said() {
        // given
        String election = COMPLETE + "election: {namespace: millrace-system}\n";
        // when
        Optional<OperatorConfig.Election> read = ConfigFile.parse(election).election();
        // then
        assertThat(read).hasValueSatisfying(found -> {
            assertThat(found.namespace()).isEqualTo("millrace-system");
            assertThat(found.lease()).isEqualTo("millrace-operator");
            assertThat(found.host()).isNotBlank();
        });
    }

    @Test
    void a_complete_file_is_read() {
        // when
        OperatorConfig config = ConfigFile.parse(COMPLETE);
        // then
        assertThat(config)
                .isEqualTo(new OperatorConfig(
                        Map.of(
                                "main",
                                new OperatorConfig.Connection(
                                        "main",
                                        "kafka:9092",
                                        Map.of("security.protocol", "SSL"),
                                        Optional.of(URI.create("http://registry/apis/ccompat/v7"))),
                                "plain",
                                new OperatorConfig.Connection("plain", "other:9092", Map.of(), Optional.empty())),
                        List.of(new OperatorConfig.TenancyRule(List.of("shop"), List.of("*"), List.of("orders*"))),
                        "s3://streams/millrace",
                        new OperatorConfig.Flink(
                                "job:{version}",
                                "flink",
                                "http://{name}:8081",
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(1)),
                        new OperatorConfig.Defaults(6, 3, Duration.ofDays(14)),
                        Optional.empty(),
                        9000));
    }

    @Test
    void what_may_be_left_out_has_a_default() {
        // given
        String yaml = COMPLETE.replace(", transactionTimeout: 10m, outageAllowance: 1m", "")
                .replace("http: {port: 9000}", "")
                .replaceAll("(?s)tenancy:.*?state", "state");
        // when
        OperatorConfig config = ConfigFile.parse(yaml);
        // then
        assertThat(config.flink().transactionTimeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.flink().outageAllowance()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.httpPort()).isEqualTo(8080);
        assertThat(config.tenancy()).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("defaults:", "default:", "default: no such key"),
                Arguments.of(
                        "bootstrapServers: kafka:9092", "bootstrap: kafka:9092", "connections.main.bootstrap: no such"),
                Arguments.of(
                        "bootstrapServers: other:9092",
                        "registry: {url: \"http://r\"}",
                        "connections.plain.bootstrapServers: is missing"),
                Arguments.of(
                        "http://registry/apis/ccompat/v7/",
                        "registry",
                        "connections.main.registry.url: must be an http"),
                Arguments.of(
                        "http://registry/apis/ccompat/v7/",
                        "http://me:secret@registry/",
                        "connections.main.registry.url: must be an address without a name and a password"),
                Arguments.of(
                        "security.protocol: SSL",
                        "interceptor.classes: x",
                        "connections.main.client.interceptor.classes: this property"),
                Arguments.of("namespaces: [shop]", "namespaces: shop", "tenancy[0].namespaces: must be a list"),
                Arguments.of("s3://streams/millrace/", "/streams", "state.root: must be a URI"),
                Arguments.of(
                        "partitions: 6", "partitions: many", "defaults.partitions: must be a number from 1 to 10000"),
                Arguments.of("replicas: 3", "replicas: 0", "defaults.replicas: must be a number"),
                Arguments.of(
                        "deadLetterRetention: 14d",
                        "deadLetterRetention: 2w",
                        "defaults.deadLetterRetention: '2w' is not a duration"),
                Arguments.of("serviceAccount: flink", "serviceAccount: \"\"", "flink.serviceAccount: must be a text"),
                Arguments.of("port: 9000", "port: 90000", "http.port: must be a number"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_refused_by_the_name_of_its_key(String right, String wrong, String message) {
        // given
        String yaml = COMPLETE.replace(right, wrong);
        // then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigFile.parse(yaml))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @MethodSource("noConfigurations")
    void what_is_no_configuration_is_refused(String yaml, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigFile.parse(yaml))
                .withMessageStartingWith(message);
    }

    static Stream<Arguments> noConfigurations() {
        return Stream.of(
                Arguments.of("", "the file is empty"),
                Arguments.of("a: [", "not YAML"),
                Arguments.of(
                        COMPLETE.replaceAll("(?s)connections:.*?tenancy", "connections: {}\ntenancy"),
                        "connections: name at least one"));
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigFile.read(Path.of("nowhere.yaml")))
                .withMessageContaining("nowhere.yaml");
    }
}
