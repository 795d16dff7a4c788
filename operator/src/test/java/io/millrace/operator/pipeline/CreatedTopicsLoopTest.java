package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.faults.Fault;
import io.millrace.operator.faults.Faults;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose a topic is that the operator made, where nobody heard that it had. */
class CreatedTopicsLoopTest {

    private static final String TOPIC = "shop.totals";

    private final Faults faults = new Faults();
    private final World world = new World(faults);

    @BeforeEach
    void a_topic_that_goes_with_its_pipeline() {
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
    }

    private void goesWrongOnce(Fault fault) {
        faults.plan(call -> {
            boolean isIt = call.name().equals("Topics.create " + TOPIC);
            if (isIt) {
                faults.plan(other -> Fault.NONE);
            }
            return isIt ? fault : Fault.NONE;
        });
    }

    private void untilItIsAnnounced() {
        for (int turn = 0; !isAnnounced() && turn < 20; turn++) {
            world.act();
        }
    }

    private boolean isAnnounced() {
        PipelineStatus status = world.api.read().getStatus();
        return status != null && status.topics() != null;
    }

    private void untilItIsThere() {
        for (int turn = 0; !world.topics.all().containsKey(TOPIC) && turn < 20; turn++) {
            world.act();
        }
    }

    @Test
    void it_is_announced_before_it_is_made() {
        // given
        goesWrongOnce(Fault.KILLED_BEFORE);
        // when
        untilItIsAnnounced();
        world.act();
        // then
        assertThat(world.topics.all()).doesNotContainKey(TOPIC);
        assertThat(world.api.status().topics())
                .filteredOn(topic -> topic.name().equals(TOPIC))
                .containsExactly(new TopicStatus(TOPIC, 4, null, true, DeletionPolicy.DELETE));
    }

    @Test
    void it_is_adopted_after_the_operator_has_died() {
        // given
        goesWrongOnce(Fault.KILLED_AFTER);
        // when
        world.settle();
        // then
        assertThat(world.api.status().topics())
                .allSatisfy(topic -> assertThat(topic.topicId())
                        .isEqualTo(world.topic(topic.name()).id()))
                .allSatisfy(topic -> assertThat(topic.creating()).isNull());
    }

    @Test
    void it_goes_with_a_pipeline_that_is_deleted_at_that_very_moment() {
        // given
        goesWrongOnce(Fault.KILLED_AFTER);
        untilItIsThere();
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(world.isGone()).isTrue();
        assertThat(world.topics.all()).doesNotContainKey(TOPIC);
    }

    @Test
    void what_somebody_else_has_made_in_another_shape_meanwhile_is_left_alone() {
        // given
        goesWrongOnce(Fault.KILLED_BEFORE);
        untilItIsAnnounced();
        world.act();
        world.topics.create(new WantedTopic(TOPIC, 2, 3, Map.of(), Purpose.DATA, ""));
        // when
        world.settle();
        var known = world.api.status().topics();
        world.api.delete();
        world.settle();
        // then
        assertThat(known)
                .filteredOn(topic -> topic.name().equals(TOPIC))
                .containsExactly(new TopicStatus(TOPIC, 4, null, null, DeletionPolicy.DELETE));
        assertThat(world.isGone()).isTrue();
        assertThat(world.topics.all()).containsKey(TOPIC);
    }
}
