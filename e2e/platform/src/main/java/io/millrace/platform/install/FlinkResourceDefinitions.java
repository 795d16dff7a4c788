package io.millrace.platform.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The CRDs of the Flink Kubernetes operator. Its last published API jar is 1.10.0; what later releases added and we
 * need is added here: newer Flink versions, the states of a deletion, the conditions of a status.
 */
final class FlinkResourceDefinitions {

    private static final String FOLDER = "/META-INF/fabric8/";
    private static final List<String> LATER_FLINK_VERSIONS = List.of("v2_0", "v2_1", "v2_2");
    private static final List<String> LATER_LIFECYCLE_STATES = List.of("DELETING", "DELETED");

    private FlinkResourceDefinitions() {}

    static List<CustomResourceDefinition> all() {
        CustomResourceDefinition deployments = read("flinkdeployments.flink.apache.org-v1.yml");
        widen(deployments);
        return List.of(deployments, read("flinkstatesnapshots.flink.apache.org-v1.yml"));
    }

    private static CustomResourceDefinition read(String file) {
        try (InputStream yaml = FlinkResourceDefinitions.class.getResourceAsStream(FOLDER + file)) {
            if (yaml == null) {
                throw new PlatformException(file + " is not on the classpath (flink-kubernetes-operator-api)");
            }
            return Serialization.unmarshal(yaml, CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new PlatformException("Cannot read " + file, e);
        }
    }

    private static void widen(CustomResourceDefinition deployments) {
        JSONSchemaProps schema =
                deployments.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
        JSONSchemaProps status = property(schema, "status");
        allow(property(property(schema, "spec"), "flinkVersion"), LATER_FLINK_VERSIONS);
        allow(property(status, "lifecycleState"), LATER_LIFECYCLE_STATES);
        status.getProperties().put("conditions", conditions());
    }

    private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        return Objects.requireNonNull(schema.getProperties().get(name), name);
    }

    private static void allow(JSONSchemaProps field, List<String> more) {
        List<JsonNode> values = new ArrayList<>(field.getEnum());
        more.stream().map(TextNode::valueOf).forEach(values::add);
        field.setEnum(values);
    }

    private static JSONSchemaProps conditions() {
        JSONSchemaProps condition = new JSONSchemaPropsBuilder()
                .withType("object")
                .withXKubernetesPreserveUnknownFields(true)
                .build();
        return new JSONSchemaPropsBuilder()
                .withType("array")
                .withNewItems()
                .withSchema(condition)
                .endItems()
                .build();
    }
}
