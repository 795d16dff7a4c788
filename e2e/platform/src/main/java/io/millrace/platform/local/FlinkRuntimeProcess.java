package io.millrace.platform.local;

import io.millrace.platform.Checkout;
import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.FlinkAccess;
import io.millrace.platform.home.RunFolder;
import io.millrace.platform.process.Child;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.JavaCommand;
import io.millrace.platform.process.Ports;
import io.millrace.platform.process.Readiness;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The local Flink runtime, which stands where the Flink Kubernetes operator stands in a cluster. */
final class FlinkRuntimeProcess {

    private static final String MAIN = "io.millrace.platform.flink.FlinkRuntimeMain";

    private final Child child;
    private final FlinkAccess access;

    private FlinkRuntimeProcess(Child child, FlinkAccess access) {
        this.child = child;
        this.access = access;
    }

    static FlinkRuntimeProcess start(ControlPlaneAccess controlPlane, RunFolder run, Ports ports, Checkout checkout) {
        int port = ports.next();
        FlinkAccess access = new FlinkAccess(URI.create("http://127.0.0.1:" + port), run.data("flink"), run.logs());
        List<String> arguments = List.of(
                "--kubeconfig", controlPlane.flinkRuntimeKubeconfig().toString(),
                "--flink-kubeconfig", controlPlane.flinkKubeconfig().toString(),
                "--flink-home", checkout.flinkHome().toString(),
                "--port", Integer.toString(port),
                "--job-jar", checkout.jobJar().toString(),
                "--state-dir", access.state().toString(),
                "--log-dir", access.logs().toString());
        List<String> command = JavaCommand.withHeap(128)
                .option("-Dlogback.configurationFile=io/millrace/platform/logback.xml")
                .main(System.getProperty("java.class.path"), MAIN, arguments);
        Child child = ChildSpec.of("flink-runtime", run.log("flink-runtime"), command)
                .patientFor(Duration.ofSeconds(10))
                .start();
        child.awaitReady(Duration.ofSeconds(60), Readiness.http(URI.create(access.proxy() + "/healthz")));
        return new FlinkRuntimeProcess(child, access);
    }

    FlinkAccess access() {
        return access;
    }

    void close() {
        child.stop();
    }
}
