package io.millrace.bench;

import io.millrace.bench.Workload.Contestant;
import io.millrace.platform.Checkout;
import io.millrace.platform.flink.cluster.FlinkHome;
import io.millrace.platform.home.RunFolder;
import io.millrace.platform.process.Child;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.JavaCommand;
import io.millrace.platform.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The processes of one rival: they stay for all of its turns. */
final class Rival implements AutoCloseable {

    static final String WORKER = "TaskManager";
    static final String COORDINATOR = "JobManager";

    private static final List<String> WORKER_MEMORY =
            List.of("-XX:+UseG1GC", "-Xms1g", "-Xmx1g", "-XX:MaxDirectMemorySize=256m", "-XX:MaxMetaspaceSize=256m");
    private static final List<String> COORDINATOR_MEMORY = List.of("-XX:+UseG1GC", "-Xmx512m");

    private final Map<String, Child> processes = new LinkedHashMap<>();
    private final TurnSocket turns = new TurnSocket();

    private Rival() {}

    static Rival start(String name, Contestant contestant, Checkout checkout, RunFolder run, Ports ports) {
        Rival rival = new Rival();
        try {
            Launcher launcher = new Launcher(name, classpath(checkout), run);
            if (contestant.onFlink()) {
                rival.startOnFlink(launcher, contestant, run.data(name), ports);
            } else {
                rival.processes.put(
                        WORKER, launcher.start("loop", WORKER_MEMORY, List.of(contestant.mainClass(), rival.port())));
            }
            rival.turns.awaitRival();
            return rival;
        } catch (RuntimeException e) {
            rival.close();
            throw e;
        }
    }

    private void startOnFlink(Launcher launcher, Contestant contestant, Path folder, Ports ports) {
        String conf = new FlinkConfiguration(ports.next(), ports.next(), folder)
                .write()
                .toString();
        processes.put(
                COORDINATOR,
                launcher.start(
                        "jobmanager",
                        COORDINATOR_MEMORY,
                        List.of("io.millrace.flink.JobManagerProcess", conf, contestant.mainClass(), port())));
        processes.put(
                WORKER,
                launcher.start(
                        "taskmanager",
                        WORKER_MEMORY,
                        List.of("org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", conf)));
    }

    private String port() {
        return Integer.toString(turns.port());
    }

    // All on the class path of the process: classes that a job brought along would be compiled anew in each turn.
    private static String classpath(Checkout checkout) {
        return String.join(
                ":",
                new FlinkHome(checkout.flinkHome()).classpath(),
                checkout.jobJar().toString(),
                checkout.root().resolve("e2e/bench/target/classes").toString());
    }

    private record Launcher(String rival, String classpath, RunFolder run) {
        Child start(String process, List<String> memory, List<String> mainAndArguments) {
            List<String> command = new ArrayList<>();
            command.add(JavaCommand.executable().toString());
            command.addAll(memory);
            command.addAll(FlinkHome.OPENED);
            command.addAll(mainAndArguments);
            String name = rival + "-" + process;
            return ChildSpec.of(name, run.log(name), command)
                    .patientFor(Duration.ZERO)
                    .with("CLASSPATH", classpath)
                    .start();
        }
    }

    void take(Path turnFolder) {
        turns.take(turnFolder);
    }

    long workerProcessId() {
        return processId(WORKER);
    }

    /** What the processes have used so far, user and system time together. */
    Map<String, Duration> cpu() {
        Map<String, Duration> used = new LinkedHashMap<>();
        processes.keySet().forEach(name -> used.put(name, ProcessCpu.of(processId(name))));
        return used;
    }

    private long processId(String name) {
        Child child = Objects.requireNonNull(processes.get(name), name);
        return child.process()
                .orElseThrow(() -> new IllegalStateException(name + " has ended; see " + child.log()))
                .pid();
    }

    @Override
    public void close() {
        turns.close();
        processes.values().forEach(Child::stop);
    }
}
