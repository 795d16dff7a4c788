package io.millrace.platform.controlplane;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** One account's way into the API server, in the form that kubectl and every client library read. */
record Kubeconfig(URI server, Path certificate, String user, String token) {

    Path writeTo(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text());
    }

    Config clientConfig() throws IOException {
        return Config.fromKubeconfig(text());
    }

    private String text() throws IOException {
        return """
                apiVersion: v1
                kind: Config
                current-context: millrace
                clusters:
                - name: millrace
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: %s
                  user:
                    token: %s
                contexts:
                - name: millrace
                  context:
                    cluster: millrace
                    user: %s
                    namespace: default
                """
                .formatted(
                        server, Base64.getEncoder().encodeToString(Files.readAllBytes(certificate)), user, token, user);
    }
}
