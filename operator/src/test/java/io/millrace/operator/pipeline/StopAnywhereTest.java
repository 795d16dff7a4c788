package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.subjects.RegisteredSchema;
import io.millrace.operator.topics.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The operator is killed right after each of its writes in turn; another one takes over and everything ends the same. */
class StopAnywhereTest {

    /** What a user sees in the end, without times and ids. */
    private record End(
            boolean gone,
            List<String> runs,
            Set<String> revisions,
            Map<String, TopicState> topics,
            Map<String, List<RegisteredSchema>> subjects,
            String phase,
            String revision,
            List<String> savepoints,
            Map<String, String> conditions) {

        static End of(World world) {
            PipelineStatus status = world.api.status();
            Map<String, TopicState> topics = new TreeMap<>();
            world.topics
                    .all()
                    .forEach((name, topic) -> topics.put(
                            name,
                            new TopicState(
                                    name,
                                    "",
                                    topic.partitions(),
                                    topic.replicas(),
                                    topic.ownConfig(),
                                    topic.maxMessageBytes(),
                                    topic.compacted())));
            return new End(
                    world.isGone(),
                    world.flink.history(),
                    world.revisions.names(),
                    topics,
                    world.subjects.all(),
                    String.valueOf(status.phase()),
                    status.revision().current(),
                    status.savepoints() == null
                            ? List.of()
                            : status.savepoints().stream().map(Savepoint::path).toList(),
                    world.conditions());
        }
    }

    @TestFactory
    Stream<DynamicTest> deploying() {
        return everyWrite(World::nothing, World::nothing);
    }

    @TestFactory
    Stream<DynamicTest> upgrading() {
        return everyWrite(World::settle, world -> world.api.edit(StopAnywhereTest::changed));
    }

    @TestFactory
    Stream<DynamicTest> suspending() {
        return everyWrite(World::settle, world -> world.api.edit(spec -> Edits.withSuspend(spec, true)));
    }

    @TestFactory
    Stream<DynamicTest> resuming() {
        return everyWrite(
                world -> {
                    world.settle();
                    world.api.edit(spec -> Edits.withSuspend(spec, true));
                    world.settle();
                },
                world -> world.api.edit(spec -> Edits.withSuspend(spec, false)));
    }

    @TestFactory
    Stream<DynamicTest> deleting() {
        return everyWrite(
                world -> {
                    world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
                    world.settle();
                },
                world -> world.api.delete());
    }

    private static PipelineSpec changed(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
    }

    private static Stream<DynamicTest> everyWrite(Consumer<World> before, Consumer<World> cause) {
        World reference = new World();
        before.accept(reference);
        int writesBefore = reference.writes();
        cause.accept(reference);
        reference.settle();
        End expected = End.of(reference);
        int writes = reference.writes() - writesBefore;
        List<DynamicTest> tests = new ArrayList<>();
        for (int write = 1; write <= writes; write++) {
            int last = write;
            tests.add(DynamicTest.dynamicTest("killed after write " + last + " of " + writes, () -> {
                // given
                World world = new World();
                before.accept(world);
                // when
                world.killAfter(last);
                cause.accept(world);
                world.settle();
                // then
                assertThat(End.of(world)).isEqualTo(expected);
                assertOnlyIdsOfItsOwnTopics(world);
            }));
        }
        assertThat(tests).as("writes").isNotEmpty();
        return tests.stream();
    }

    // A topic whose creation was not recorded counts as somebody else's: that costs its deletion, never a stranger's
    // topic.
    private static void assertOnlyIdsOfItsOwnTopics(World world) {
        List<TopicStatus> known = world.api.status().topics();
        known.stream()
                .filter(topic -> topic.topicId() != null && world.topics.all().containsKey(topic.name()))
                .forEach(topic -> assertThat(topic.topicId())
                        .isEqualTo(world.topic(topic.name()).id()));
    }
}
