package io.millrace.operator.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.compiler.DurationText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the configuration file; a key that is not known is refused, so that none is given in vain. */
public final class ConfigFile {

    /** The environment variable that names the file. */
    public static final String VARIABLE = "MILLRACE_CONFIG";

    // The default of the brokers' transaction.max.timeout.ms.
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    // Enough for pods to be started anew; what a lost node takes is the administrator's to say.
    private static final Duration OUTAGE_ALLOWANCE = Duration.ofMinutes(2);

    private ConfigFile() {}

    /** The file that the environment names. */
    public static OperatorConfig load() {
        String name = System.getenv(VARIABLE);
        if (name == null || name.isBlank()) {
            throw new ConfigException(VARIABLE + " is not set; set it to the path of the configuration file");
        }
        return read(Path.of(name));
    }

    static OperatorConfig read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigException("The configuration file " + file + " cannot be read: " + e, e);
        } catch (ConfigException e) {
            throw new ConfigException("In the configuration file " + file + ": " + e.getMessage(), e);
        }
    }

    static OperatorConfig parse(String yaml) {
        ConfigNode root = ConfigNode.root(tree(yaml));
        root.allowOnly("connections", "tenancy", "state", "flink", "defaults", "election", "http");
        OperatorConfig config = new OperatorConfig(
                connections(root.required("connections")),
                root.optional("tenancy").map(ConfigFile::tenancy).orElse(List.of()),
                stateRoot(root.required("state")),
                flink(root.required("flink")),
                defaults(root.required("defaults")),
                root.optional("election").map(ConfigFile::election),
                root.optional("http").map(ConfigFile::port).orElse(8080));
        if (config.connections().isEmpty()) {
            throw new ConfigException("connections: name at least one, for instance 'default'");
        }
        return config;
    }

    private static JsonNode tree(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new ConfigException("not YAML: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, OperatorConfig.Connection> connections(ConfigNode node) {
        Map<String, OperatorConfig.Connection> connections = new TreeMap<>();
        node.fields().forEach((name, field) -> connections.put(name, connection(name, field)));
        return connections;
    }

    private static OperatorConfig.Connection connection(String name, ConfigNode node) {
        node.allowOnly("bootstrapServers", "registry", "client");
        Optional<ConfigNode> registry = node.optional("registry");
        registry.ifPresent(field -> field.allowOnly("url"));
        return new OperatorConfig.Connection(
                name,
                node.required("bootstrapServers").text(),
                node.optional("client").map(ClientProperties::read).orElse(Map.of()),
                registry.map(field -> uri(field.required("url"))));
    }

    private static URI uri(ConfigNode node) {
        String text = node.text();
        if (!text.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw node.wrong("must be an http or https address, not '" + text + "'");
        }
        if (text.matches("https?://[^/]*@.*")) {
            // Not quoted: it would stand in logs, as it would in every revision.
            throw node.wrong("must be an address without a name and a password; registries that ask for them are not"
                    + " supported");
        }
        return URI.create(text.replaceAll("/+$", ""));
    }

    private static List<OperatorConfig.TenancyRule> tenancy(ConfigNode node) {
        return node.items().stream()
                .map(rule -> {
                    rule.allowOnly("namespaces", "topics", "subjects");
                    return new OperatorConfig.TenancyRule(
                            rule.required("namespaces").texts(),
                            rule.optional("topics").map(ConfigNode::texts).orElse(List.of()),
                            rule.optional("subjects").map(ConfigNode::texts).orElse(List.of()));
                })
                .toList();
    }

    private static String stateRoot(ConfigNode node) {
        node.allowOnly("root");
        ConfigNode root = node.required("root");
        if (!root.text().matches("[a-z][a-z0-9+.-]*:/\\S+")) {
            throw root.wrong(
                    "must be a URI that Flink can write to, such as s3://bucket/millrace, not '" + root.text() + "'");
        }
        return root.text().replaceAll("/+$", "");
    }

    private static OperatorConfig.Flink flink(ConfigNode node) {
        node.allowOnly("image", "serviceAccount", "rest", "transactionTimeout", "outageAllowance");
        return new OperatorConfig.Flink(
                node.required("image").text(),
                node.required("serviceAccount").text(),
                node.required("rest").text(),
                node.optional("transactionTimeout").map(ConfigFile::duration).orElse(TRANSACTION_TIMEOUT),
                node.optional("outageAllowance").map(ConfigFile::duration).orElse(OUTAGE_ALLOWANCE));
    }

    private static OperatorConfig.Defaults defaults(ConfigNode node) {
        node.allowOnly("partitions", "replicas", "deadLetterRetention");
        return new OperatorConfig.Defaults(
                node.required("partitions").number(1, 10_000),
                node.required("replicas").number(1, 15),
                duration(node.required("deadLetterRetention")));
    }

    private static OperatorConfig.Election election(ConfigNode node) {
        node.allowOnly("namespace", "lease");
        String host = System.getenv("HOSTNAME");
        return new OperatorConfig.Election(
                node.required("namespace").text(),
                node.optional("lease").map(ConfigNode::text).orElse("millrace-operator"),
                host == null || host.isBlank() ? "operator" : host);
    }

    private static int port(ConfigNode node) {
        node.allowOnly("port");
        return node.required("port").number(0, 65_535);
    }

    private static Duration duration(ConfigNode node) {
        try {
            return Duration.ofMillis(DurationText.parseMillis(node.text()));
        } catch (IllegalArgumentException e) {
            throw node.wrong(String.valueOf(e.getMessage()));
        }
    }
}
