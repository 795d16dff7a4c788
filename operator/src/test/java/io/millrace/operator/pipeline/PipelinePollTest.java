package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.differences.Difference;
import io.millrace.definition.differences.Difference.Kind;
import io.millrace.definition.differences.DifferenceFormat;
import io.millrace.definition.differences.DifferenceFormat.Shown;
import io.millrace.definition.ledger.Account;
import io.millrace.operator.ledger.LedgerTopic;
import io.millrace.operator.result.Observed;
import io.millrace.operator.revisions.RevisionName;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    @Test
    void a_status_that_somebody_has_written_by_hand_holds_up_no_other_pipeline() {
        // given
        world.settle();
        StreamingPipeline good = world.api.read();
        KubernetesSerialization json = new KubernetesSerialization();
        ObjectNode edited = json.convertValue(good, ObjectNode.class);
        edited.withObject("/metadata").put("name", "other").put("uid", "11111111-2222");
        edited.withObject("/status").putObject("operation").put("startedAt", "soon");
        StreamingPipeline bad = json.convertValue(edited, StreamingPipeline.class);
        // when
        Map<ResourceID, Set<PolledFacts>> seen = poll.look(Stream.of(bad, good));
        // then
        assertThat(seen).containsOnlyKeys(ResourceID.fromResource(good));
    }

    @Test
    void differences_are_read_in_the_look_at_the_books_that_tell_of_them_until_the_status_shows_them() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"strategy\": \"Canary\"}"));
        world.settle();
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        RevisionName candidate = RevisionName.parse(world.api.status().rollout().candidate());
        world.compared(candidate, Map.of(Account.EQUAL, 10L));
        poll.look(Stream.of(world.api.read()));
        Map<String, Integer> whileAllIsEqual = world.differences.asked();
        // when
        world.compared(candidate, Map.of(Account.EQUAL, 10L, Account.MISSING, 1L));
        world.differences.write(
                "shop.totals.canary-diff",
                DifferenceFormat.write("totals", null, new Shown("{}", "shop.totals-0@7"), null));
        PolledFacts seen = onlyFacts();
        Map<String, Integer> whenOneIsMissing = world.differences.asked();
        world.settle();
        poll.look(Stream.of(world.api.read()));
        // then
        assertThat(whileAllIsEqual).isEmpty();
        assertThat(whenOneIsMissing).isEqualTo(Map.of("shop.totals.canary-diff", 1));
        assertThat(seen.canary().books().value()).isPresent();
        assertThat(seen.canary().differences())
                .isEqualTo(Observed.found(
                        List.of(new Difference("totals", Kind.MISSING, List.of(), "shop.totals-0@7", null))));
        assertThat(world.differences.asked()).isEmpty();
    }

    private PolledFacts onlyFacts() {
        return poll.look(Stream.of(world.api.read()))
                .values()
                .iterator()
                .next()
                .iterator()
                .next();
    }
}
