package io.millrace.platform.binaries;

import io.millrace.platform.PlatformException;
import io.millrace.platform.home.BinaryCache;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.SearchPath;
import io.millrace.platform.process.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Programs from Maven repositories: the Kafka broker stays there and is run from it, the registry is unpacked. */
public final class JavaPrograms {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final BinaryCache cache;
    private final Maven maven;
    private final Path log;

    public JavaPrograms(Map<String, String> environment, MillraceHome home, Path log) {
        this.cache = home.binaries();
        this.maven = new Maven(SearchPath.of(environment), log);
        this.log = log;
    }

    /** The classpath of the Kafka broker and its tools. */
    public String kafkaBroker() {
        try {
            String pom = new Resources(JavaPrograms.class).text("kafka-pom.xml");
            String name = "kafka-" + Fingerprint.of(pom);
            String classpath = classpath(name, pom);
            if (isComplete(classpath)) {
                return classpath;
            }
            // The local repository was cleaned since.
            cache.remove(name);
            return classpath(name, pom);
        } catch (IOException e) {
            throw new PlatformException("Cannot read the classpath of the Kafka broker", e);
        }
    }

    private String classpath(String name, String pom) throws IOException {
        Path entry = cache.entry(name, folder -> {
            Files.writeString(folder.resolve("pom.xml"), pom);
            maven.run(
                    folder,
                    "org.apache.maven.plugins:maven-dependency-plugin:" + Versions.of("maven-dependency-plugin")
                            + ":build-classpath",
                    List.of("-Dmdep.outputFile=classpath"));
        });
        return Files.readString(entry.resolve("classpath")).strip();
    }

    private static boolean isComplete(String classpath) {
        return SEPARATOR.splitAsStream(classpath).allMatch(jar -> Files.exists(Path.of(jar)));
    }

    /** The jar that runs Apicurio Registry. */
    public Path registry() {
        String version = Versions.of("apicurio-registry");
        Path entry = cache.entry("apicurio-registry-" + version, folder -> {
            // Its parent POM cannot be resolved everywhere; 2.10 is the last version of the plugin that does not ask.
            maven.run(
                    folder,
                    "org.apache.maven.plugins:maven-dependency-plugin:2.10:copy",
                    List.of(
                            "-Dartifact=io.apicurio:apicurio-registry-app:" + version + ":tar.gz:all",
                            "-DoutputDirectory=" + folder));
            Path archive = folder.resolve("apicurio-registry-app-" + version + "-all.tar.gz");
            List<String> unpack = List.of("tar", "xzf", archive.toString(), "-C", folder.toString());
            Tool.run(ChildSpec.of("tar", log, unpack), Duration.ofMinutes(5));
            Files.delete(archive);
        });
        return entry.resolve("apicurio-registry-app-" + version + "-runner.jar");
    }
}
