package io.millrace.platform.operator;

import io.millrace.platform.OperatorAccess;
import io.millrace.platform.Platform;
import io.millrace.platform.PlatformException;
import io.millrace.platform.home.RunFolder;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.JavaCommand;
import io.millrace.platform.process.Ports;
import io.millrace.platform.process.Readiness;
import io.millrace.platform.process.RestartableChild;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The operator's own jar, run as a pod would run it: one configuration file, one account. */
public final class OperatorProcess implements AutoCloseable {

    private final RestartableChild child;
    private final OperatorAccess access;

    private OperatorProcess(RestartableChild child, OperatorAccess access) {
        this.child = child;
        this.access = access;
    }

    /** @param name of this one among several, which elect the one that acts */
    public static OperatorProcess start(
            Platform platform, Tenancy tenancy, String name, Path jar, RunFolder run, Ports ports) {
        int port = ports.next();
        Path configuration = write(OperatorSettings.of(platform, tenancy, port), run.data(name));
        URI http = URI.create("http://127.0.0.1:" + port);
        List<String> command = JavaCommand.withHeap(256).jar(jar);
        ChildSpec spec = ChildSpec.of(name, run.log(name), command)
                // Its lease carries the name.
                .with("HOSTNAME", name)
                .with("KUBECONFIG", platform.controlPlane().operatorKubeconfig().toString())
                .with("MILLRACE_CONFIG", configuration.toString());
        RestartableChild child =
                RestartableChild.start(spec, Duration.ofSeconds(60), Readiness.http(http.resolve("/readyz")));
        child.awaitReady();
        return new OperatorProcess(child, new OperatorAccess(http, spec.log()));
    }

    private static Path write(OperatorSettings settings, Path folder) {
        try {
            return Files.writeString(folder.resolve("config.yaml"), settings.asYaml());
        } catch (IOException e) {
            throw new PlatformException("Cannot write the operator's configuration", e);
        }
    }

    public RestartableChild process() {
        return child;
    }

    public OperatorAccess access() {
        return access;
    }

    @Override
    public void close() {
        child.stop();
    }
}
