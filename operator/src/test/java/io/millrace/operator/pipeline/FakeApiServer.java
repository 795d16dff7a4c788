package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** One resource with a version, a generation and a status, as the API server keeps it. */
final class FakeApiServer implements Statuses {

    private final Runnable afterWrite;
    private StreamingPipeline resource;
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
        return copy(resource);
    }

    PipelineStatus status() {
        return Objects.requireNonNull(resource.getStatus());
    }

    int statusWrites() {
        return statusWrites;
    }

    void edit(UnaryOperator<PipelineSpec> change) {
        resource.setSpec(change.apply(resource.getSpec()));
        bump();
        resource.getMetadata().setGeneration(resource.getMetadata().getGeneration() + 1);
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
    public boolean write(StreamingPipeline pipeline, PipelineStatus status) {
        if (interfering) {
            interfering = false;
            bump();
        }
        if (!pipeline.getMetadata()
                .getResourceVersion()
                .equals(resource.getMetadata().getResourceVersion())) {
            return false;
        }
        StreamingPipeline written = copy(resource);
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
    }

    // Through JSON, as everything that the API server gives: what does not survive that shows here.
    private static StreamingPipeline copy(StreamingPipeline pipeline) {
        return Serialization.unmarshal(Serialization.asJson(pipeline), StreamingPipeline.class);
    }
}
