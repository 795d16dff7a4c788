package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One resource with a version, a generation and a status, as the API server keeps it. */
final class FakeApiServer implements Statuses {

    private final Runnable afterWrite;
    private StreamingPipeline resource;
    private final List<String> versions = new ArrayList<>();
    private final Deque<Integer> stale = new ArrayDeque<>();
    private @Nullable String text;
    private int version = 1;
    private int statusWrites;
    private boolean interfering;

    FakeApiServer(StreamingPipeline resource, Runnable afterWrite) {
        this.resource = copy(resource);
        this.afterWrite = afterWrite;
        this.resource.getMetadata().setGeneration(1L);
        this.resource.getMetadata().setResourceVersion("1");
    }

    StreamingPipeline read() {
        return parsed(text());
    }

    /** What the cache of the operator has, which may be behind. */
    StreamingPipeline cached() {
        Integer old = stale.poll();
        text();
        return old == null ? read() : parsed(versions.get(Math.max(0, Math.min(old, versions.size() - 1))));
    }

    /** The next caches are that old, counted from the first version that was read. */
    void serveStale(int version, int times) {
        for (int i = 0; i < times; i++) {
            stale.add(version);
        }
    }

    /** How many versions have been read by anybody. */
    int versions() {
        return versions.size();
    }

    // Kept, as it is read far more often than written.
    private String text() {
        if (text == null) {
            text = Serialization.asJson(resource);
            versions.add(text);
        }
        return text;
    }

    PipelineStatus status() {
        return Objects.requireNonNull(resource.getStatus());
    }

    int statusWrites() {
        return statusWrites;
    }

    void edit(UnaryOperator<PipelineSpec> change) {
        resource.setSpec(change.apply(resource.getSpec()));
        resource.getMetadata().setGeneration(resource.getMetadata().getGeneration() + 1);
        bump();
    }

    void recreate(StreamingPipeline anew, String uid, Instant at) {
        resource = copy(anew);
        resource.getMetadata().setUid(uid);
        resource.getMetadata().setCreationTimestamp(at.toString());
        resource.getMetadata().setGeneration(1L);
        bump();
    }

    void delete() {
        resource.getMetadata().setDeletionTimestamp("2026-01-01T12:00:00Z");
        bump();
    }

    /** The next write of a status loses against somebody who touches the resource at the same time. */
    void interfereOnce() {
        interfering = true;
    }

    @Override
    public StreamingPipeline latest(StreamingPipeline cached) {
        return cached;
    }

    @Override
    public boolean isCurrent(StreamingPipeline pipeline) {
        return pipeline.getMetadata()
                .getResourceVersion()
                .equals(resource.getMetadata().getResourceVersion());
    }

    @Override
    public boolean write(StreamingPipeline pipeline, PipelineStatus status) {
        if (interfering) {
            interfering = false;
            bump();
        }
        if (!isCurrent(pipeline)) {
            return false;
        }
        StreamingPipeline written = read();
        written.setStatus(status);
        resource = copy(written);
        bump();
        statusWrites++;
        afterWrite.run();
        return true;
    }

    @Override
    public void forget(StreamingPipeline pipeline) {}

    private void bump() {
        resource.getMetadata().setResourceVersion(String.valueOf(++version));
        text = null;
    }

    // Through JSON, as everything that the API server gives: what does not survive that shows here.
    private static StreamingPipeline copy(StreamingPipeline pipeline) {
        return parsed(Serialization.asJson(pipeline));
    }

    private static StreamingPipeline parsed(String json) {
        return Serialization.unmarshal(json, StreamingPipeline.class);
    }
}
