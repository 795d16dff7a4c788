package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.FlinkSpec;
import io.millrace.platform.flink.deployment.JobStart;
import io.millrace.platform.process.Child;
import io.millrace.platform.process.ChildSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the processes of one deployment. */
final class ProcessStarter {

    private final RuntimeSettings settings;
    private final DeploymentKey key;
    private final DeploymentFolder folder;
    private final ClusterConfiguration configuration;
    private final ProcessCommands commands;

    ProcessStarter(RuntimeSettings settings, DeploymentKey key, DeploymentFolder folder) {
        this.settings = settings;
        this.key = key;
        this.folder = folder;
        this.configuration = new ClusterConfiguration(settings, key, folder);
        this.commands = new ProcessCommands(settings);
    }

    Child jobManager(JobStart start, int restPort, Map<String, String> environment) {
        String process = "jobmanager";
        Map<String, String> keys = configuration.jobManager(start, restPort, folder.scratch(process));
        Path conf = folder.configuration(process);
        ConfigurationFile.write(conf, keys);
        return start(process, commands.jobManager(start, keys, conf), environment);
    }

    Child taskManager(FlinkSpec spec, int number, Map<String, String> environment) {
        String process = "taskmanager-" + number;
        TaskManagerMemory memory = memory(spec);
        Map<String, String> keys = configuration.taskManager(spec, memory, folder.scratch(process));
        Path conf = folder.configuration(process);
        ConfigurationFile.write(conf, keys);
        return start(process, commands.taskManager(memory, keys, conf), environment);
    }

    private TaskManagerMemory memory(FlinkSpec spec) {
        Optional<String> whole =
                settings.sizes() == RuntimeSettings.Sizes.FULL ? spec.taskManagerMemory() : Optional.empty();
        return whole.map(size -> TaskManagerMemory.of(MemorySize.parse(size), spec.configuration()))
                .orElseGet(() -> TaskManagerMemory.small(spec.configuration()));
    }

    private Child start(String process, List<String> command, Map<String, String> environment) {
        String name = "flink-" + key.namespace() + "-" + key.name() + "-" + process;
        ChildSpec spec = ChildSpec.of(name, settings.logFolder().resolve(name + ".log"), command)
                // Ended at once: a JobManager that outlives its TaskManagers may call the job failed for good.
                .patientFor(Duration.ZERO)
                .with("CLASSPATH", settings.flink().classpath());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            spec = spec.with(variable.getKey(), variable.getValue());
        }
        return spec.start();
    }
}
