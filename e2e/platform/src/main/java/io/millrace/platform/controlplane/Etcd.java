package io.millrace.platform.controlplane;

import io.millrace.platform.process.Child;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The API server's store. */
final class Etcd {

    private final Child child;
    private final URI client;

    private Etcd(Child child, URI client) {
        this.child = child;
        this.client = client;
    }

    static Etcd start(Path binary, Path data, Path log, int clientPort, int peerPort) {
        URI client = URI.create("http://127.0.0.1:" + clientPort);
        String peer = "http://127.0.0.1:" + peerPort;
        List<String> command = List.of(
                binary.toString(),
                "--data-dir=" + data,
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                // Nothing here is to survive a power cut, and a laptop's disk is slow.
                "--unsafe-no-fsync",
                "--log-level=warn");
        Child child = ChildSpec.of("etcd", log, command).start();
        return new Etcd(child, client);
    }

    void awaitReady() {
        child.awaitReady(Duration.ofSeconds(60), Readiness.http(client.resolve("/readyz")));
    }

    URI client() {
        return client;
    }

    void stop() {
        child.stop();
    }
}
