package io.millrace.platform.controlplane;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millrace.platform.Checkout;
import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.PlatformException;
import io.millrace.platform.binaries.ControlPlaneBinaries;
import io.millrace.platform.home.RunFolder;
import io.millrace.platform.install.Installation;
import io.millrace.platform.install.ServiceAccountTokens;
import io.millrace.platform.process.Ports;
import io.millrace.platform.process.RestartableChild;
import java.io.IOException;
import java.nio.file.Path;

/** etcd and the API server, with everything installed that the operator and Flink need. */
public final class ControlPlane implements AutoCloseable {

    private final Etcd etcd;
    private final ApiServer apiServer;
    private final ControlPlaneAccess access;

    private ControlPlane(Etcd etcd, ApiServer apiServer, ControlPlaneAccess access) {
        this.etcd = etcd;
        this.apiServer = apiServer;
        this.access = access;
    }

    public static ControlPlane start(ControlPlaneBinaries binaries, RunFolder run, Ports ports, Checkout checkout) {
        Path programs = binaries.serverFolder();
        Path auditLog = run.log("audit");
        Etcd etcd = Etcd.start(programs.resolve("etcd"), run.data("etcd"), run.log("etcd"), ports.next(), ports.next());
        try {
            etcd.awaitReady();
            ApiServer apiServer = ApiServer.start(
                    programs.resolve("kube-apiserver"),
                    run.data("kube-apiserver"),
                    run.log("kube-apiserver"),
                    auditLog,
                    etcd.client(),
                    ports.next());
            try {
                apiServer.awaitReady();
                return new ControlPlane(etcd, apiServer, install(apiServer, binaries, run, auditLog, checkout));
            } catch (IOException | RuntimeException e) {
                apiServer.stop();
                throw e;
            }
        } catch (IOException e) {
            etcd.stop();
            throw new PlatformException("Cannot set up the API server: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            etcd.stop();
            throw e;
        }
    }

    private static ControlPlaneAccess install(
            ApiServer apiServer, ControlPlaneBinaries binaries, RunFolder run, Path auditLog, Checkout checkout)
            throws IOException {
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(apiServer.adminAccount().clientConfig())
                .build()) {
            new Installation(client, checkout).run();
            ServiceAccountTokens tokens = new ServiceAccountTokens(client);
            return new ControlPlaneAccess(
                    apiServer.adminAccount().writeTo(run.root().resolve("kubeconfig")),
                    account(apiServer, tokens, run, ServiceAccountTokens.OPERATOR),
                    account(apiServer, tokens, run, ServiceAccountTokens.FLINK),
                    account(apiServer, tokens, run, ServiceAccountTokens.FLINK_RUNTIME),
                    auditLog,
                    binaries.kubectl());
        }
    }

    private static Path account(ApiServer apiServer, ServiceAccountTokens tokens, RunFolder run, String name)
            throws IOException {
        return apiServer.account(name, tokens.issue(name)).writeTo(run.root().resolve("kubeconfig-" + name));
    }

    public RestartableChild apiServer() {
        return apiServer.process();
    }

    public ControlPlaneAccess access() {
        return access;
    }

    @Override
    public void close() {
        // The API server first: it complains for long when its store goes away under it.
        apiServer.stop();
        etcd.stop();
    }
}
