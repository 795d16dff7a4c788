package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.platform.flink.deployment.FlinkSpec.Container;
import io.millrace.platform.flink.deployment.FlinkSpec.Mount;
import io.millrace.platform.flink.deployment.FlinkSpec.Source;
import io.millrace.platform.flink.deployment.FlinkSpec.Variable;
import java.util.ArrayList;
import java.util.List;

/** The environment and the mounts of the container {@code flink-main-container}. */
final class ContainerReader {

    private static final String CONTAINER = "flink-main-container";

    private final JsonNode pod;
    private final List<String> refusals;

    ContainerReader(JsonNode pod, List<String> refusals) {
        this.pod = pod;
        this.refusals = refusals;
    }

    Container read() {
        List<Variable> environment = new ArrayList<>();
        List<Mount> mounts = new ArrayList<>();
        for (JsonNode container : pod.path("containers")) {
            String name = container.path("name").asText();
            if (!name.equals(CONTAINER)) {
                refusals.add("The local Flink runtime runs the container " + CONTAINER + " only, not " + name);
                continue;
            }
            container
                    .path("env")
                    .forEach(variable -> environment.add(new Variable(
                            variable.path("name").asText(),
                            variable.path("value").asText())));
            container.path("volumeMounts").forEach(mount -> readMount(mount, mounts));
        }
        return new Container(List.copyOf(environment), List.copyOf(mounts));
    }

    private void readMount(JsonNode mount, List<Mount> mounts) {
        String name = mount.path("name").asText();
        String path = mount.path("mountPath").asText();
        for (JsonNode volume : pod.path("volumes")) {
            if (!volume.path("name").asText().equals(name)) {
                continue;
            }
            if (volume.has("configMap")) {
                mounts.add(new Mount(
                        name,
                        path,
                        Source.CONFIG_MAP,
                        volume.at("/configMap/name").asText()));
                return;
            }
            if (volume.has("secret")) {
                mounts.add(new Mount(
                        name,
                        path,
                        Source.SECRET,
                        volume.at("/secret/secretName").asText()));
                return;
            }
        }
        refusals.add("The volume " + name + " is mounted but is neither a ConfigMap nor a Secret of the pod template");
    }
}
