package io.millrace.bench;

import io.millrace.platform.home.RunFolder;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.JavaCommand;
import io.millrace.platform.process.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A flight recording of another JVM, from now until it is stopped. */
record Recorder(long processId, RunFolder run) {

    private static final Duration AT_MOST = Duration.ofMinutes(1);

    static Recorder start(long processId, RunFolder run) {
        Recorder recorder = new Recorder(processId, run);
        recorder.command("JFR.start", "name=bench", "settings=profile");
        return recorder;
    }

    void stop(Path recording) {
        command("JFR.stop", "name=bench", "filename=" + recording);
    }

    private void command(String verb, String... arguments) {
        Path jcmd = JavaCommand.executable().resolveSibling("jcmd");
        List<String> command = new ArrayList<>(List.of(jcmd.toString(), Long.toString(processId), verb));
        command.addAll(List.of(arguments));
        Tool.run(ChildSpec.of("jcmd", run.log("jcmd"), command), AT_MOST);
    }
}
