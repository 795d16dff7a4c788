package io.millrace.platform.binaries;

import io.millrace.platform.PlatformException;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.process.SearchPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the control plane's programs are: in {@code KUBEBUILDER_ASSETS} where that is set, else in the cache, else
 * built from our Go module.
 */
public final class ControlPlaneBinaries {

    private final Optional<Path> assets;
    private final SearchPath path;
    private final GoModule module;

    public ControlPlaneBinaries(Map<String, String> environment, MillraceHome home, Path log) {
        this.assets = Optional.ofNullable(environment.get("KUBEBUILDER_ASSETS"))
                .filter(named -> !named.isBlank())
                .map(Path::of);
        this.path = SearchPath.of(environment);
        this.module = new GoModule(path, home.binaries(), log);
    }

    /** False when the next call of {@link #serverFolder()} takes minutes. */
    public boolean areAtHand() {
        return assets.isPresent() || module.hasControlPlane();
    }

    /** A folder with {@code etcd} and {@code kube-apiserver}. */
    public Path serverFolder() {
        return assets.map(ControlPlaneBinaries::checked).orElseGet(module::controlPlane);
    }

    public Path kubectl() {
        return Stream.of(
                        assets.map(folder -> folder.resolve("kubectl")).filter(Files::isExecutable),
                        path.find("kubectl"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(module::kubectl);
    }

    private static Path checked(Path folder) {
        for (String program : new String[] {"etcd", "kube-apiserver"}) {
            if (!Files.isExecutable(folder.resolve(program))) {
                throw new PlatformException("KUBEBUILDER_ASSETS is " + folder + ", but there is no " + program
                        + " in it. Correct it, or unset it to build the control plane from Go sources.");
            }
        }
        return folder;
    }
}
