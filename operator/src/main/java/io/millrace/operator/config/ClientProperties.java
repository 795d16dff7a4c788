package io.millrace.operator.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The properties that an administrator may give Kafka clients. A list of what is allowed, as several of the others load
 * classes or open addresses of the writer's choice, and some would undo what the job depends on.
 */
final class ClientProperties {

    private static final Set<String> ALLOWED = Set.of(
            "security.protocol",
            "sasl.mechanism",
            "ssl.protocol",
            "ssl.enabled.protocols",
            "ssl.cipher.suites",
            "ssl.truststore.type",
            "ssl.truststore.certificates",
            "ssl.endpoint.identification.algorithm",
            "client.dns.lookup",
            "client.rack",
            "connections.max.idle.ms",
            "reconnect.backoff.ms",
            "reconnect.backoff.max.ms",
            "retry.backoff.ms",
            "retry.backoff.max.ms",
            "receive.buffer.bytes",
            "send.buffer.bytes",
            "socket.connection.setup.timeout.ms",
            "socket.connection.setup.timeout.max.ms");

    private ClientProperties() {}

    static Map<String, String> read(ConfigNode node) {
        Map<String, String> properties = new TreeMap<>();
        node.fields().forEach((key, field) -> {
            if (!ALLOWED.contains(key)) {
                throw field.wrong("this property of Kafka clients cannot be set here");
            }
            properties.put(key, field.text());
        });
        return properties;
    }
}
