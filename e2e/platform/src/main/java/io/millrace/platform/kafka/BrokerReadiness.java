package io.millrace.platform.kafka;

import io.millrace.platform.process.Readiness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Ready when the broker answers clients and is no longer fenced by its controller. */
record BrokerReadiness(int port) implements Readiness {

    @Override
    public Optional<String> missing() {
        if (!listens()) {
            return Optional.of("nothing listens on port " + port);
        }
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, 50,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000))) {
            int brokers =
                    admin.describeCluster().nodes().get(6, TimeUnit.SECONDS).size();
            return brokers == 1 ? Optional.empty() : Optional.of(brokers + " brokers are registered");
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of("the broker does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    // A client that finds nobody writes warnings for seconds; a bare connection tells at once.
    private boolean listens() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
