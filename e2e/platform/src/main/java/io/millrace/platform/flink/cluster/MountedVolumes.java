package io.millrace.platform.flink.cluster;

import io.millrace.platform.PlatformException;
import io.millrace.platform.flink.deployment.FlinkSpec.Container;
import io.millrace.platform.flink.deployment.FlinkSpec.Mount;
import io.millrace.platform.flink.deployment.FlinkSpec.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Volumes as folders of ours. A process cannot have them where the pod template wants them mounted, so the environment
 * that names such a place is made to name the folder instead.
 */
final class MountedVolumes {

    private final Map<String, Path> folderByMountPath;

    private MountedVolumes(Map<String, Path> folderByMountPath) {
        this.folderByMountPath = folderByMountPath;
    }

    static MountedVolumes write(Container container, String namespace, DeploymentFolder folder, MountSources sources)
            throws MountFailedException {
        Map<String, Path> written = new LinkedHashMap<>();
        for (Mount mount : container.mounts()) {
            Map<String, byte[]> files = sources.read(mount.source(), namespace, mount.sourceName())
                    .orElseThrow(() -> new MountFailedException(
                            mount.volume(), mount.source().word(), mount.sourceName()));
            Path volume = folder.volume(mount.volume());
            write(files, volume);
            written.put(mount.path(), volume);
        }
        return new MountedVolumes(written);
    }

    private static void write(Map<String, byte[]> files, Path volume) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                // Replaced at once: a process that lives on may be reading it.
                Path written = Files.write(volume.resolve("." + file.getKey()), file.getValue());
                Files.move(written, volume.resolve(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new PlatformException("Cannot write the volume " + volume, e);
        }
    }

    Map<String, String> environment(Container container) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Variable variable : container.environment()) {
            environment.put(variable.name(), rewritten(variable.value()));
        }
        return environment;
    }

    private String rewritten(String value) {
        for (Map.Entry<String, Path> mount : folderByMountPath.entrySet()) {
            String path = mount.getKey();
            if (value.equals(path) || value.startsWith(path + "/")) {
                return mount.getValue() + value.substring(path.length());
            }
        }
        return value;
    }
}
