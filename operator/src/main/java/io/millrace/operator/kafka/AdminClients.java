package io.millrace.operator.kafka;

import io.millrace.operator.config.OperatorConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Makes the client of a connection. */
public final class AdminClients {

    private static final int REQUEST_MILLIS = 5_000;
    // With all its retries; a turn of the loop takes no longer because Kafka is away.
    private static final int CALL_MILLIS = 10_000;

    private AdminClients() {}

    public static Admin connect(OperatorConfig.Connection connection) {
        Map<String, Object> properties = new HashMap<>(connection.client());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "millrace-operator-" + connection.name());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        return Admin.create(properties);
    }
}
