package io.millrace.platform.quickstart;

import io.millrace.platform.KafkaAccess;
import io.millrace.platform.PlatformException;
import io.millrace.platform.RegistryAccess;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.home.RunFolder;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where a running quickstart has its broker and its registry, kept beside its kubeconfig. */
record Endpoints(KafkaAccess kafka, RegistryAccess registry) {

    private static final String FILE = "endpoints.properties";

    void writeTo(RunFolder run) {
        Properties properties = new Properties();
        properties.setProperty("kafka", kafka.bootstrapServers());
        properties.setProperty("registry", registry.api().toString());
        try (Writer file = Files.newBufferedWriter(run.root().resolve(FILE))) {
            properties.store(file, null);
        } catch (IOException e) {
            throw new PlatformException("Cannot write " + FILE, e);
        }
    }

    /** Those of the quickstart that KUBECONFIG names; otherwise those of the newest one that runs. */
    static Endpoints find(Map<String, String> environment, MillraceHome home) {
        Optional<Path> named = Optional.ofNullable(environment.get("KUBECONFIG"))
                .map(kubeconfig -> Path.of(kubeconfig).resolveSibling(FILE))
                .filter(Files::exists);
        return named.or(() -> newest(home))
                .map(Endpoints::read)
                .orElseThrow(() -> new PlatformException("No quickstart is running. Start one with ./quickstart"));
    }

    private static Optional<Path> newest(MillraceHome home) {
        return RunFolder.living(home).stream()
                .map(run -> run.resolve(FILE))
                .filter(Files::exists)
                .findFirst();
    }

    private static Endpoints read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new PlatformException("Cannot read " + file, e);
        }
        return new Endpoints(
                new KafkaAccess(properties.getProperty("kafka")),
                new RegistryAccess(URI.create(properties.getProperty("registry"))));
    }
}
