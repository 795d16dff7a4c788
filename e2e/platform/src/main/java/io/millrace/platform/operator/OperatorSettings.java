package io.millrace.platform.operator;

import io.millrace.platform.Platform;
import io.millrace.platform.install.ServiceAccountTokens;
import java.nio.file.Path;

/** The administrator's decisions for one machine: one broker, so one replica. */
record OperatorSettings(
        Tenancy tenancy, String bootstrapServers, String registry, String flinkProxy, Path state, int httpPort) {

    static OperatorSettings of(Platform platform, Tenancy tenancy, int httpPort) {
        return new OperatorSettings(
                tenancy,
                platform.kafka().bootstrapServers(),
                platform.registry().api().toString(),
                platform.flink().proxy().toString(),
                platform.flink().state(),
                httpPort);
    }

    String asYaml() {
        return """
                connections:
                  default:
                    bootstrapServers: %s
                    registry: {url: "%s"}
                tenancy: %s
                state: {root: "%s"}
                flink: {image: "millrace-job:local", serviceAccount: flink, rest: "%s/{namespace}/{name}"}
                defaults: {partitions: 2, replicas: 1, deadLetterRetention: 14d}
                election: {namespace: %s}
                http: {port: %d}
                """
                .formatted(
                        bootstrapServers,
                        registry,
                        tenancy.asYaml(),
                        state.toUri(),
                        flinkProxy,
                        ServiceAccountTokens.NAMESPACE,
                        httpPort);
    }
}
