package io.millrace.platform;

import java.net.URI;
import java.nio.file.Path;

/** The local Flink runtime: its REST proxy, the job that it runs, and where state and logs of its processes are. */
public record FlinkAccess(URI proxy, Path state, Path logs) {

    /** Flink's REST API of one deployment. */
    public URI rest(String namespace, String name) {
        return URI.create(proxy + "/" + namespace + "/" + name);
    }
}
