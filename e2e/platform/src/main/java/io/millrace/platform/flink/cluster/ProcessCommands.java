package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.JobStart;
import io.millrace.platform.process.JavaCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command lines of JobManagers and TaskManagers, short enough to be read in a list of processes. */
final class ProcessCommands {

    private static final String JOB_MANAGER = "io.millrace.flink.JobManagerProcess";
    private static final String TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private static final List<String> QUICK_AND_SMALL =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final RuntimeSettings settings;

    ProcessCommands(RuntimeSettings settings) {
        this.settings = settings;
    }

    List<String> jobManager(JobStart start, Map<String, String> configuration, Path folder) {
        List<String> command = java(List.of("-Xmx192m", "-XX:MaxMetaspaceSize=192m"), "jobmanager", configuration);
        command.addAll(
                List.of(JOB_MANAGER, folder.toString(), start.spec().job().entryClass()));
        command.addAll(start.spec().job().arguments());
        return command;
    }

    List<String> taskManager(TaskManagerMemory memory, Map<String, String> configuration, Path folder) {
        List<String> command = java(memory.javaOptions(), "taskmanager", configuration);
        command.addAll(List.of(TASK_MANAGER, "--configDir", folder.toString()));
        return command;
    }

    private List<String> java(List<String> memory, String role, Map<String, String> configuration) {
        List<String> command = new ArrayList<>();
        command.add(JavaCommand.executable().toString());
        command.addAll(memory);
        if (settings.sizes() == RuntimeSettings.Sizes.SMALL) {
            command.addAll(QUICK_AND_SMALL);
        }
        command.addAll(FlinkHome.OPENED);
        command.addAll(words(configuration.get("env.java.opts.all")));
        command.addAll(words(configuration.get("env.java.opts." + role)));
        return command;
    }

    private static List<String> words(@Nullable String options) {
        return options == null || options.isBlank()
                ? List.of()
                : Arrays.asList(options.strip().split("\\s+"));
    }
}
