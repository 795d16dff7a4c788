package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.ledger.LedgerTopic;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelinePollTest {

    private final World world = new World();
    private final ExecutorService threads = Executors.newFixedThreadPool(PipelinePoll.threads(1));
    private final PipelinePoll poll = new PipelinePoll(
            world.clusters(), world.flink, new Audits(world.revisions), all -> {}, threads, Clock.systemUTC());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void ledgers_are_followed_until_the_last_pipeline_of_the_connection_is_gone() {
        // given
        world.settle();
        StreamingPipeline pipeline = world.api.read();
        poll.look(Stream.of(pipeline));
        assertThat(world.ledgers.followed()).extracting(LedgerTopic::name).containsExactly("ledger.shop.totals");
        // when
        poll.look(Stream.empty());
        // then
        assertThat(world.ledgers.followed()).isEmpty();
    }
}
