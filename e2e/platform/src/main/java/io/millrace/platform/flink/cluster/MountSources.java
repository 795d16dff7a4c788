package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.FlinkSpec.Source;
import java.util.Map;
import java.util.Optional;

/** Where the content of a volume comes from. */
public interface MountSources {

    /** The files by name; empty when there is no such ConfigMap or Secret. */
    Optional<Map<String, byte[]>> read(Source source, String namespace, String name);
}
