package io.millrace.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree that this platform belongs to, and what others of its modules contribute as files. */
public record Checkout(Path root) {

    /** The tree around the working directory; tests run in their module's folder. */
    public static Checkout containing(Path folder) {
        for (Path candidate = folder.toAbsolutePath(); candidate != null; candidate = candidate.getParent()) {
            if (Files.isDirectory(candidate.resolve("e2e/platform")) && Files.isDirectory(candidate.resolve("crds"))) {
                return new Checkout(candidate);
            }
        }
        throw new PlatformException(folder + " is not inside a checkout of Millrace");
    }

    public Path operatorRules() {
        return root.resolve("charts/millrace/files/rbac.yaml");
    }

    public Path electionRules() {
        return root.resolve("charts/millrace/files/election.yaml");
    }

    public List<Path> resourceDefinitions() {
        return list(root.resolve("crds/src/main/resources/META-INF/fabric8"), ".yml");
    }

    public Path operatorJar() {
        return only(root.resolve("operator/target"), "millrace-operator-", "-all.jar");
    }

    public Path jobJar() {
        return only(root.resolve("pipeline-job/target"), "millrace-pipeline-job-", "-all.jar");
    }

    /** What the processes of Flink are started from. */
    public Path flinkHome() {
        return root.resolve("e2e/flink-process/target");
    }

    private static Path only(Path folder, String prefix, String suffix) {
        return list(folder, suffix).stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        "There is no " + prefix + "*" + suffix + " in " + folder + "; run: mvn -DskipTests package"));
    }

    private static List<Path> list(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PlatformException("Cannot list " + folder, e);
        }
    }
}
