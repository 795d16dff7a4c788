package io.millrace.operator.pipeline.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.pipeline.Statuses;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Statuses by {@code updateStatus} under the lock of the resourceVersion. */
public final class KubernetesStatuses implements Statuses {

    private final KubernetesClient client;

    // The cache of the operator framework learns of a write by its watch, and so later than the next turn begins.
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    /** What a write made of which version. */
    private record Written(String fromVersion, StreamingPipeline result) {}

    public KubernetesStatuses(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public StreamingPipeline latest(StreamingPipeline cached) {
        Written last = written.get(cached.getMetadata().getUid());
        return last != null && last.fromVersion().equals(version(cached)) ? last.result() : cached;
    }

    @Override
    public boolean isCurrent(StreamingPipeline pipeline) {
        StreamingPipeline stored = client.resource(pipeline).get();
        return stored != null && version(stored).equals(version(pipeline));
    }

    @Override
    public boolean write(StreamingPipeline pipeline, PipelineStatus status) {
        StreamingPipeline desired = new StreamingPipeline();
        desired.setMetadata(pipeline.getMetadata());
        desired.setSpec(pipeline.getSpec());
        desired.setStatus(status);
        try {
            StreamingPipeline result = client.resource(desired).updateStatus();
            written.put(pipeline.getMetadata().getUid(), new Written(version(pipeline), result));
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void forget(StreamingPipeline pipeline) {
        written.remove(pipeline.getMetadata().getUid());
    }

    private static String version(StreamingPipeline pipeline) {
        return pipeline.getMetadata().getResourceVersion();
    }
}
