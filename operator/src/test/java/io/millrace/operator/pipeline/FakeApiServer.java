package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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
    // As JSON, each as it was: a cache may be behind.
    private final List<String> versions = new ArrayList<>();
    private final Deque<Integer> stale = new ArrayDeque<>();
    private StreamingPipeline resource;
    private int statusWrites;
    private boolean interfering;

    FakeApiServer(StreamingPipeline resource, Runnable afterWrite) {
        this.afterWrite = afterWrite;
        this.resource = store(metadata(resource).withGeneration(1L), resource.getSpec(), resource.getStatus());
    }

    /** Nobody changes what it gives: it is read far more often than written. */
    StreamingPipeline read() {
        return resource;
    }

    /** What the cache of the operator has, which may be behind. */
    StreamingPipeline cached() {
        Integer old = stale.poll();
        return old == null ? resource : parsed(versions.get(Math.max(0, Math.min(old, versions.size() - 1))));
    }

    /** The next caches are that old, counted from the first version. */
    void serveStale(int version, int times) {
        for (int i = 0; i < times; i++) {
            stale.add(version);
        }
    }

    /** How many versions there have been. */
    int versions() {
        return versions.size();
    }

    PipelineStatus status() {
        return Objects.requireNonNull(resource.getStatus());
    }

    int statusWrites() {
        return statusWrites;
    }

    void edit(UnaryOperator<PipelineSpec> change) {
        long generation = resource.getMetadata().getGeneration() + 1;
        resource = store(
                metadata(resource).withGeneration(generation), change.apply(resource.getSpec()), resource.getStatus());
    }

    void delete() {
        resource = store(
                metadata(resource).withDeletionTimestamp("2026-01-01T12:00:00Z"),
                resource.getSpec(),
                resource.getStatus());
    }

    /** Of the same name, after the one before is gone. */
    void recreate(StreamingPipeline anew, String uid, Instant at) {
        ObjectMetaBuilder metadata =
                metadata(anew).withUid(uid).withCreationTimestamp(at.toString()).withGeneration(1L);
        resource = store(metadata, anew.getSpec(), null);
    }

    /** As somebody with kubectl would who edits the subresource, or a backup that is restored without it. */
    void clearStatus() {
        resource = store(metadata(resource), resource.getSpec(), null);
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
            resource = store(metadata(resource), resource.getSpec(), resource.getStatus());
        }
        if (!isCurrent(pipeline)) {
            return false;
        }
        resource = store(metadata(resource), resource.getSpec(), status);
        statusWrites++;
        afterWrite.run();
        return true;
    }

    @Override
    public void forget(StreamingPipeline pipeline) {}

    // Through JSON, as everything that the API server gives: what does not survive that shows here.
    private StreamingPipeline store(ObjectMetaBuilder metadata, PipelineSpec spec, @Nullable PipelineStatus status) {
        StreamingPipeline next = new StreamingPipeline();
        next.setMetadata(metadata.withResourceVersion(String.valueOf(versions.size() + 1))
                .build());
        next.setSpec(spec);
        next.setStatus(status);
        String text = Serialization.asJson(next);
        versions.add(text);
        return parsed(text);
    }

    private static ObjectMetaBuilder metadata(StreamingPipeline pipeline) {
        return new ObjectMetaBuilder(pipeline.getMetadata());
    }

    private static StreamingPipeline parsed(String json) {
        return Serialization.unmarshal(json, StreamingPipeline.class);
    }
}
