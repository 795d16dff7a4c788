package io.millrace.platform.local;

import io.millrace.platform.Checkout;
import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.FlinkAccess;
import io.millrace.platform.KafkaAccess;
import io.millrace.platform.OperatorAccess;
import io.millrace.platform.Platform;
import io.millrace.platform.RegistryAccess;
import io.millrace.platform.binaries.ControlPlaneBinaries;
import io.millrace.platform.binaries.JavaPrograms;
import io.millrace.platform.controlplane.ControlPlane;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.home.RunFolder;
import io.millrace.platform.kafka.KafkaBroker;
import io.millrace.platform.operator.OperatorProcess;
import io.millrace.platform.operator.Tenancy;
import io.millrace.platform.process.Ports;
import io.millrace.platform.process.RestartableChild;
import io.millrace.platform.registry.SchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The parts as children of this process: they end with it, whichever way it ends. */
public final class LocalPlatform implements Platform, AutoCloseable {

    private final RunFolder run;
    private final Ports ports;
    private final ControlPlaneBinaries binaries;
    private final JavaPrograms programs;

    private final OnDemand<ControlPlane> controlPlane;
    private final OnDemand<KafkaBroker> kafka;
    private final OnDemand<SchemaRegistry> registry;
    private final OnDemand<FlinkRuntimeProcess> flink;
    private final OnDemand<OperatorProcess> operator;
    private final OnDemand<OperatorProcess> secondOperator;
    private volatile boolean closed;

    /** Where namespaces own what begins with their name. */
    public LocalPlatform(MillraceHome home, Map<String, String> environment, Checkout checkout, String purpose) {
        this(home, environment, checkout, purpose, Tenancy.BY_NAME);
    }

    public LocalPlatform(
            MillraceHome home, Map<String, String> environment, Checkout checkout, String purpose, Tenancy tenancy) {
        this.run = RunFolder.create(home, purpose, Instant.now());
        this.ports = new Ports(home);
        this.binaries = new ControlPlaneBinaries(environment, home, run.log("build"));
        this.programs = new JavaPrograms(environment, home, run.log("build"));
        this.controlPlane =
                new OnDemand<>(() -> ControlPlane.start(binaries, run, ports, checkout), ControlPlane::close);
        this.kafka = new OnDemand<>(() -> KafkaBroker.start(programs, run, ports), KafkaBroker::close);
        this.registry = new OnDemand<>(() -> SchemaRegistry.start(programs, run, ports), SchemaRegistry::close);
        this.flink = new OnDemand<>(
                () -> FlinkRuntimeProcess.start(controlPlane(), run, ports, checkout), FlinkRuntimeProcess::close);
        this.operator = new OnDemand<>(
                () -> OperatorProcess.start(this, tenancy, "operator", checkout.operatorJar(), run, ports),
                OperatorProcess::close);
        this.secondOperator = new OnDemand<>(
                () -> OperatorProcess.start(this, tenancy, "second-operator", checkout.operatorJar(), run, ports),
                OperatorProcess::close);
    }

    /** Where this run keeps its logs. */
    public RunFolder run() {
        return run;
    }

    public ControlPlaneBinaries binaries() {
        return binaries;
    }

    @Override
    public ControlPlaneAccess controlPlane() {
        return controlPlane.get().access();
    }

    @Override
    public KafkaAccess kafka() {
        return kafka.get().access();
    }

    @Override
    public RegistryAccess registry() {
        return registry.get().access();
    }

    @Override
    public FlinkAccess flink() {
        return flink.get().access();
    }

    @Override
    public OperatorAccess operator() {
        startSideBySide(this::kafka, this::registry, this::flink);
        return operator.get().access();
    }

    /** The broker, to be taken away for a while. */
    public RestartableChild kafkaProcess() {
        return kafka.get().process();
    }

    /** The registry, to be taken away for a while. */
    public RestartableChild registryProcess() {
        return registry.get().process();
    }

    /** The API server, to be taken away for a while; its store stays. */
    public RestartableChild apiServerProcess() {
        return controlPlane.get().apiServer();
    }

    /** The operator, to be taken away for a while. */
    public RestartableChild operatorProcess() {
        return operator.get().process();
    }

    /** Another operator, which stands by while the first one leads. */
    public OperatorProcess secondOperator() {
        operator();
        return secondOperator.get();
    }

    public boolean isClosed() {
        return closed;
    }

    private static void startSideBySide(Runnable... parts) {
        List<CompletableFuture<Void>> starts =
                Stream.of(parts).map(CompletableFuture::runAsync).toList();
        try {
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Ends what was started, users before what they use. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean allStopped = secondOperator.close();
        allStopped &= operator.close();
        allStopped &= flink.close();
        List<CompletableFuture<Boolean>> foundation = Stream.<Supplier<Boolean>>of(
                        controlPlane::close, kafka::close, registry::close)
                .map(CompletableFuture::supplyAsync)
                .toList();
        for (CompletableFuture<Boolean> each : foundation) {
            allStopped &= each.join();
        }
        if (allStopped) {
            ports.close();
            run.close();
        }
    }
}
