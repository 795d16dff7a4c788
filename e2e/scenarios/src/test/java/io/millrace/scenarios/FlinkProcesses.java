package io.millrace.scenarios;

import java.util.List;
import java.util.Optional;

/** The processes of one deployment, found as an administrator finds them: by their command lines. */
record FlinkProcesses(String namespace, String deployment) {

    private static final String JOB_MANAGER = "JobManagerProcess";
    private static final String TASK_MANAGER = "TaskManagerRunner";

    List<ProcessHandle> taskManagers() {
        return all().stream().filter(p -> commandLine(p).contains(TASK_MANAGER)).toList();
    }

    List<ProcessHandle> jobManagers() {
        return all().stream().filter(p -> commandLine(p).contains(JOB_MANAGER)).toList();
    }

    List<ProcessHandle> all() {
        String folder = "/" + namespace + "/" + deployment + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(folder))
                // The guard of a process has its command line as arguments; only Java itself counts.
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        return Optional.of(process.info())
                .flatMap(ProcessHandle.Info::commandLine)
                .orElse("");
    }
}
