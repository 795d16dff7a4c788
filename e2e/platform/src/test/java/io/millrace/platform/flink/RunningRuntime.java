package io.millrace.platform.flink;

import io.millrace.platform.Checkout;
import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import io.millrace.platform.process.Child;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.JavaCommand;
import io.millrace.platform.process.Ports;
import io.millrace.platform.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A runtime with a job of Flink's own and an API server that nothing else acts on: a second runtime would realise the
 * same resources.
 */
public final class RunningRuntime {

    private static @Nullable RunningRuntime shared;

    private final Checkout checkout = Checkout.containing(Path.of(""));
    private final MillraceHome home = MillraceHome.of(System.getenv());
    private final LocalPlatform platform = new LocalPlatform(home, System.getenv(), checkout, "flink-runtime-it");
    private final Ports ports = new Ports(home);
    private final ControlPlaneAccess controlPlane = platform.controlPlane();
    private final int port = ports.next();
    private Child process = start();

    /** One for all tests of this JVM, as it takes its time to come up; it ends with the JVM. */
    public static synchronized RunningRuntime shared() {
        RunningRuntime known = shared;
        if (known == null) {
            known = new RunningRuntime();
            Runtime.getRuntime().addShutdownHook(new Thread(known::close));
            shared = known;
        }
        return known;
    }

    private RunningRuntime() {}

    private Child start() {
        List<String> arguments = List.of(
                "--kubeconfig", controlPlane.flinkRuntimeKubeconfig().toString(),
                "--flink-kubeconfig", controlPlane.flinkKubeconfig().toString(),
                "--flink-home", checkout.flinkHome().toString(),
                "--port", Integer.toString(port),
                "--job-jar", jobJar().toString(),
                "--state-dir", platform.run().data("flink").toString(),
                "--log-dir", logs().toString());
        Child child = ChildSpec.of(
                        "flink-runtime",
                        platform.run().log("flink-runtime"),
                        JavaCommand.withHeap(128)
                                .option("-Dlogback.configurationFile=io/millrace/platform/logback.xml")
                                .main(
                                        System.getProperty("java.class.path"),
                                        FlinkRuntimeMain.class.getName(),
                                        arguments))
                .patientFor(Duration.ofSeconds(10))
                .start();
        child.awaitReady(Duration.ofSeconds(60), Readiness.http(URI.create(proxy() + "/healthz")));
        return child;
    }

    private Path jobJar() {
        try (Stream<Path> built = Files.list(checkout.flinkHome())) {
            return built.filter(file -> file.toString().endsWith("-tests.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No jar with the counting job in " + checkout.flinkHome()));
        } catch (IOException e) {
            throw new AssertionError("Cannot list " + checkout.flinkHome(), e);
        }
    }

    public ControlPlaneAccess controlPlane() {
        return controlPlane;
    }

    URI proxy() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Path logs() {
        return platform.run().logs();
    }

    Path data() {
        return platform.run().data("job-state");
    }

    /** With SIGKILL, which leaves it no time to tidy up. */
    void kill() {
        process.kill();
    }

    void startAgain() {
        process = start();
    }

    private void close() {
        process.stop();
        ports.close();
        platform.close();
    }
}
