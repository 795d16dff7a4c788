package io.millrace.platform.registry;

import io.millrace.platform.RegistryAccess;
import io.millrace.platform.binaries.JavaPrograms;
import io.millrace.platform.home.RunFolder;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.JavaCommand;
import io.millrace.platform.process.Ports;
import io.millrace.platform.process.Readiness;
import io.millrace.platform.process.RestartableChild;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Apicurio Registry with its database in a file. */
public final class SchemaRegistry implements AutoCloseable {

    private final RestartableChild child;
    private final RegistryAccess access;

    private SchemaRegistry(RestartableChild child, RegistryAccess access) {
        this.child = child;
        this.access = access;
    }

    public static SchemaRegistry start(JavaPrograms programs, RunFolder run, Ports ports) {
        Path jar = programs.registry();
        int port = ports.next();
        URI api = URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
        List<String> command = JavaCommand.withHeap(256).jar(jar);
        ChildSpec spec = ChildSpec.of("registry", run.log("registry"), command)
                .with("QUARKUS_HTTP_HOST", "127.0.0.1")
                .with("QUARKUS_HTTP_PORT", Integer.toString(port))
                .with("QUARKUS_LOG_LEVEL", "WARN")
                .with(
                        "APICURIO_DATASOURCE_URL",
                        // What it has answered to is on disk, as when a registry is killed that people rely on.
                        "jdbc:h2:file:" + run.data("registry").resolve("schemas") + ";WRITE_DELAY=0");
        RestartableChild child =
                RestartableChild.start(spec, Duration.ofSeconds(90), Readiness.http(URI.create(api + "/subjects")));
        child.awaitReady();
        return new SchemaRegistry(child, new RegistryAccess(api));
    }

    public RestartableChild process() {
        return child;
    }

    public RegistryAccess access() {
        return access;
    }

    @Override
    public void close() {
        child.stop();
    }
}
