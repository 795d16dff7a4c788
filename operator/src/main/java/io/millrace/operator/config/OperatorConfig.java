package io.millrace.operator.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The administrator's decisions.
 *
 * @param election how several operators agree who acts; empty for one alone
 * @param stateRoot checkpoints and savepoints of all pipelines lie below it, without a slash at the end
 */
public record OperatorConfig(
        Map<String, Connection> connections,
        List<TenancyRule> tenancy,
        String stateRoot,
        Flink flink,
        Defaults defaults,
        Optional<Election> election,
        int httpPort) {

    public OperatorConfig {
        connections = Map.copyOf(connections);
        tenancy = List.copyOf(tenancy);
    }

    /**
     * A Kafka cluster and its registry.
     *
     * @param client further properties of Kafka clients
     */
    public record Connection(
            String name, String bootstrapServers, Map<String, String> client, Optional<URI> registry) {}

    /** What namespaces may own besides names that begin with their own; {@code *} stands for any characters. */
    public record TenancyRule(List<String> namespaces, List<String> topics, List<String> subjects) {}

    /**
     * @param image with {@code {version}} (of Millrace) and {@code {flink}}
     * @param rest address of a job's REST API, with {@code {namespace}} and {@code {name}}
     * @param transactionTimeout how long brokers keep a transaction open before they give its output up
     * @param outageAllowance how much of that is left for a job that is down between a checkpoint and the commit of
     *     what it wrote
     */
    public record Flink(
            String image, String serviceAccount, String rest, Duration transactionTimeout, Duration outageAllowance) {}

    public record Defaults(int partitions, int replicas, Duration deadLetterRetention) {}

    /**
     * Where the lease is.
     *
     * @param host the machine or pod, for those who look at the lease
     */
    public record Election(String namespace, String lease, String host) {}
}
