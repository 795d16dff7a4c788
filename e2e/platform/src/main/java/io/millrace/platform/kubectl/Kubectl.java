package io.millrace.platform.kubectl;

import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs kubectl as the administrator of the local cluster. */
public record Kubectl(Path binary, Path kubeconfig) {

    /** What kubectl said; {@code error} is what it wrote to standard error. */
    public record Answer(int exitCode, String output, String error) {

        public boolean isOk() {
            return exitCode == 0;
        }
    }

    public static Kubectl of(ControlPlaneAccess controlPlane) {
        return new Kubectl(controlPlane.kubectl(), controlPlane.adminKubeconfig());
    }

    /** Fails when kubectl does; returns what it wrote to standard output. */
    public String run(String... arguments) {
        Answer answer = ask(arguments);
        if (!answer.isOk()) {
            throw new PlatformException("kubectl " + String.join(" ", arguments) + ": "
                    + answer.error().strip());
        }
        return answer.output();
    }

    public Answer ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of(binary.toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        Path error = null;
        try {
            error = Files.createTempFile("kubectl", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(error.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output, Files.readString(error));
        } catch (IOException e) {
            throw new PlatformException("Cannot run " + binary, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while running kubectl", e);
        } finally {
            delete(error);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new PlatformException("Cannot delete " + file, e);
        }
    }
}
