package io.millrace.platform.registry;

import io.millrace.platform.RegistryAccess;
import io.millrace.platform.binaries.JavaPrograms;
import io.millrace.platform.home.RunFolder;
import io.millrace.platform.process.Child;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.JavaCommand;
import io.millrace.platform.process.Ports;
import io.millrace.platform.process.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Apicurio Registry with its database in memory. */
public final class SchemaRegistry implements AutoCloseable {

    private final Child child;
    private final RegistryAccess access;

    private SchemaRegistry(Child child, RegistryAccess access) {
        this.child = child;
        this.access = access;
    }

    public static SchemaRegistry start(JavaPrograms programs, RunFolder run, Ports ports) {
        Path jar = programs.registry();
        int port = ports.next();
        URI api = URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
        List<String> command = JavaCommand.withHeap(256).jar(jar);
        Child child = ChildSpec.of("registry", run.log("registry"), command)
                .with("QUARKUS_HTTP_HOST", "127.0.0.1")
                .with("QUARKUS_HTTP_PORT", Integer.toString(port))
                .with("QUARKUS_LOG_LEVEL", "WARN")
                .start();
        child.awaitReady(Duration.ofSeconds(90), Readiness.http(URI.create(api + "/subjects")));
        return new SchemaRegistry(child, new RegistryAccess(api));
    }

    public RegistryAccess access() {
        return access;
    }

    @Override
    public void close() {
        child.stop();
    }
}
