package io.millrace.platform.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command line that runs Java with the same JDK as this process, tuned to start fast and stay small. */
public final class JavaCommand {

    private final List<String> options = new ArrayList<>(
            List.of(executable().toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));

    public static JavaCommand withHeap(int megabytes) {
        return new JavaCommand().option("-Xmx" + megabytes + "m");
    }

    public JavaCommand option(String option) {
        options.add(option);
        return this;
    }

    public List<String> main(String classpath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-cp", classpath, mainClass));
        command.addAll(arguments);
        return command;
    }

    public List<String> jar(Path jar) {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    public static Path executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
