package io.millrace.platform.binaries;

import io.millrace.platform.PlatformException;
import io.millrace.platform.home.BinaryCache;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.SearchPath;
import io.millrace.platform.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Our Go module, which pins the control plane's sources. Kubernetes and etcd publish binaries on hosts that a build
 * machine may not reach, but their modules come from the Go module proxy like any other dependency.
 */
final class GoModule {

    private static final String KUBERNETES = "1.34.4";
    private static final String VERSION_PACKAGE = "k8s.io/component-base/version";
    private static final Duration AT_MOST = Duration.ofMinutes(30);

    private final SearchPath path;
    private final BinaryCache cache;
    private final Path log;

    GoModule(SearchPath path, BinaryCache cache, Path log) {
        this.path = path;
        this.cache = cache;
        this.log = log;
    }

    /** The folder with {@code etcd} and {@code kube-apiserver}. */
    Path controlPlane() {
        return cache.entry(entryName("kubernetes"), folder -> {
            Path sources = sources(folder);
            build(sources, folder.resolve("etcd"), ".");
            build(sources, folder.resolve("kube-apiserver"), "k8s.io/kubernetes/cmd/kube-apiserver");
        });
    }

    Path kubectl() {
        return cache.entry(
                        entryName("kubectl"),
                        folder -> build(sources(folder), folder.resolve("kubectl"), "k8s.io/kubernetes/cmd/kubectl"))
                .resolve("kubectl");
    }

    boolean hasControlPlane() {
        return cache.entries().contains(entryName("kubernetes"));
    }

    private static String entryName(String what) {
        Resources module = new Resources(GoModule.class);
        try {
            String fingerprint =
                    Fingerprint.of(module.text("go/go.mod"), module.text("go/go.sum"), module.text("go/main.go"));
            return what + "-" + KUBERNETES + "-" + fingerprint;
        } catch (IOException e) {
            throw new PlatformException("Cannot read our Go module", e);
        }
    }

    private static Path sources(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Resources module = new Resources(GoModule.class);
        for (String file : List.of("go.mod", "go.sum", "main.go")) {
            module.copy("go/" + file, sources);
        }
        return sources;
    }

    private void build(Path sources, Path binary, String goPackage) {
        List<String> command = List.of(
                go().toString(), "build", "-trimpath", "-ldflags", linkerFlags(), "-o", binary.toString(), goPackage);
        Tool.run(
                ChildSpec.of("go build " + goPackage, log, command)
                        .with("CGO_ENABLED", "0")
                        // The checkout may have a workspace file or vendoring flags of its user around it.
                        .with("GOWORK", "off")
                        .with("GOFLAGS", "-mod=readonly")
                        .in(sources),
                AT_MOST);
    }

    // Without a version the API server takes itself for v0.0.0 and refuses what clients ask of it.
    private static String linkerFlags() {
        return "-s -w -X " + VERSION_PACKAGE + ".gitVersion=v" + KUBERNETES;
    }

    private Path go() {
        return path.find("go")
                .orElseThrow(() -> new PlatformException("The Kubernetes API server has to be built once, and there is"
                        + " no Go on the PATH. Install Go 1.24 or later (https://go.dev/dl), or set"
                        + " KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver"
                        + " (for example: setup-envtest use 1.34.x -p path)."));
    }
}
