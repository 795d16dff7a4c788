package io.millrace.flink;

import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** A TaskManager: {@code TaskManagerProcess <configuration folder>}. */
public final class TaskManagerProcess {

    private TaskManagerProcess() {}

    public static void main(String[] args) throws Exception {
        ParentPipe.exitWhenTheParentIsGone();
        TaskManagerRunner.main(new String[] {"--configDir", args[0]});
    }
}
