package io.millrace.platform.controlplane;

import io.millrace.platform.binaries.Resources;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.RestartableChild;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code kube-apiserver} as a cluster runs it: rules decide who may do what, and every request is written down. */
final class ApiServer {

    private final RestartableChild child;
    private final URI address;
    private final Path folder;
    private final String adminToken;

    private ApiServer(ChildSpec spec, URI address, Path folder, String adminToken) {
        this.address = address;
        this.folder = folder;
        this.adminToken = adminToken;
        this.child = RestartableChild.start(
                spec, Duration.ofSeconds(90), () -> new ApiServerReadiness(certificate(), this::adminAccount)
                        .missing());
    }

    static ApiServer start(Path binary, Path folder, Path log, Path auditLog, URI etcd, int port) throws IOException {
        String adminToken = SigningKey.randomToken();
        Path signingKey = SigningKey.write(folder.resolve("service-accounts.key"));
        Path tokens = Files.writeString(
                folder.resolve("tokens.csv"), adminToken + ",millrace-admin,millrace-admin,\"system:masters\"\n");
        Path auditPolicy = new Resources(ApiServer.class).copy("audit-policy.yaml", folder);
        List<String> command = List.of(
                binary.toString(),
                "--etcd-servers=" + etcd,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port,
                "--cert-dir=" + folder,
                "--service-cluster-ip-range=10.96.0.0/16",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + signingKey,
                "--service-account-signing-key-file=" + signingKey,
                "--token-auth-file=" + tokens,
                "--authorization-mode=RBAC",
                "--audit-policy-file=" + auditPolicy,
                "--audit-log-path=" + auditLog,
                "--profiling=false");
        ChildSpec spec = ChildSpec.of("kube-apiserver", log, command);
        return new ApiServer(spec, URI.create("https://127.0.0.1:" + port), folder, adminToken);
    }

    void awaitReady() {
        child.awaitReady();
    }

    RestartableChild process() {
        return child;
    }

    Kubeconfig adminAccount() {
        return new Kubeconfig(address, certificate(), "millrace-admin", adminToken);
    }

    Kubeconfig account(String user, String token) {
        return new Kubeconfig(address, certificate(), user, token);
    }

    // Written by the server itself when it starts; it holds the signer's certificate too.
    private Path certificate() {
        return folder.resolve("apiserver.crt");
    }

    void stop() {
        child.stop();
    }
}
