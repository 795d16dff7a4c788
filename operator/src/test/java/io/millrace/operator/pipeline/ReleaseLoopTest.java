package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.faults.Between;
import org.junit.jupiter.api.Test;

/** The end of a deleted resource. */
class ReleaseLoopTest {

    private final World world = new World(new Between() {
        @Override
        public <P> P around(Class<P> port, P real) {
            return port == Statuses.class ? port.cast(new Remembering((FakeApiServer) real)) : real;
        }
    });

    /** Knows what it has written before any cache does, as the real one. */
    private record Remembering(FakeApiServer api) implements Statuses {
        @Override
        public StreamingPipeline latest(StreamingPipeline cached) {
            return api.read();
        }

        @Override
        public boolean isCurrent(StreamingPipeline pipeline) {
            return api.isCurrent(pipeline);
        }

        @Override
        public boolean write(StreamingPipeline pipeline, PipelineStatus status) {
            return api.write(pipeline, status);
        }

        @Override
        public void forget(StreamingPipeline pipeline) {}
    }

    @Test
    void it_is_not_released_in_a_version_that_is_not_there_any_more_and_its_end_is_told_once() {
        // given
        world.settle();
        world.api.delete();
        // when
        for (int turn = 0; turn < 30; turn++) {
            world.api.serveStale(world.api.versions() - 2, 1);
            world.turn();
        }
        // then
        assertThat(world.revisions.names()).isEmpty();
        assertThat(world.isGone()).isFalse();

        // when
        world.settle();
        // then
        assertThat(world.isGone()).isTrue();
        assertThat(world.events)
                .filteredOn(event -> event.startsWith("Deleted"))
                .hasSize(1);
    }
}
