package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.TopicSpec.Drift;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Topics in place that somebody else changes. */
class DriftLoopTest {

    private static final String TOPIC = "shop.totals";
    private static final String DEAD_LETTERS = "dlq.shop.totals";

    private final World world = new World();

    private void somebodyConfigures(String topic, String key, String value) {
        world.topics.configure(topic, Map.of(key, value), Set.of());
    }

    private String value(String topic, String key) {
        return String.valueOf(world.topic(topic).ownConfig().get(key));
    }

    @Test
    void is_reported_with_wanted_and_found_and_the_pipeline_stays_ready() {
        // given
        world.settle();
        // when
        somebodyConfigures(DEAD_LETTERS, "message.timestamp.type", "CreateTime");
        world.settle();
        // then
        assertThat(world.conditions())
                .containsEntry("TopicsReady", "True TopicDiffers")
                .containsEntry("Ready", "True Running");
        assertThat(world.message("TopicsReady"))
                .isEqualTo("topic dlq.shop.totals was changed by somebody: message.timestamp.type is CreateTime, not"
                        + " LogAppendTime");
        assertThat(world.api.status().health().reasons()).containsExactly(world.message("TopicsReady"));
        assertThat(world.events).last().asString().startsWith("TopicDiffers: topic dlq.shop.totals");
        assertThat(value(DEAD_LETTERS, "message.timestamp.type")).isEqualTo("CreateTime");
    }

    @Test
    void that_is_put_right_by_hand_is_forgotten() {
        // given
        world.settle();
        somebodyConfigures(DEAD_LETTERS, "message.timestamp.type", "CreateTime");
        world.settle();
        // when
        somebodyConfigures(DEAD_LETTERS, "message.timestamp.type", "LogAppendTime");
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("TopicsReady", "True TopicsReady");
        assertThat(world.events).last().asString().startsWith("TopicsReady: ");
    }

    @Test
    void is_set_back_where_the_spec_says_so_and_an_event_tells() {
        // given
        world.settle();
        world.api.edit(spec -> Edits.withDrift(spec, Drift.REVERT));
        world.settle();
        String key = world.api
                .read()
                .getSpec()
                .topics()
                .get(0)
                .config()
                .keySet()
                .iterator()
                .next();
        String declared = value(TOPIC, key);
        // when
        somebodyConfigures(TOPIC, key, "1");
        somebodyConfigures(TOPIC, "segment.ms", "100000");
        world.settle();
        // then
        assertThat(value(TOPIC, key)).isEqualTo(declared);
        assertThat(value(TOPIC, "segment.ms")).as("what nobody declared").isEqualTo("100000");
        assertThat(world.conditions()).containsEntry("TopicsReady", "True TopicsReady");
        assertThat(world.events).anySatisfy(event -> assertThat(event)
                .startsWith("TopicDiffers: topic shop.totals")
                .endsWith("what is declared is set back, as drift: Revert says"));
        assertThat(world.events).last().asString().startsWith("TopicsReady: ");
    }

    @Test
    void of_generated_topics_is_set_back_where_that_of_all_others_is() {
        // given
        world.settle();
        world.api.edit(spec -> Edits.withDrift(spec, Drift.REVERT));
        world.settle();
        // when
        somebodyConfigures(DEAD_LETTERS, "message.timestamp.type", "CreateTime");
        world.settle();
        // then
        assertThat(value(DEAD_LETTERS, "message.timestamp.type")).isEqualTo("LogAppendTime");
    }

    @Test
    void to_more_partitions_is_never_undone() {
        // given
        world.settle();
        world.api.edit(spec -> Edits.withDrift(spec, Drift.REVERT));
        world.settle();
        int more = world.topic(TOPIC).partitions() + 3;
        // when
        world.topics.addPartitions(TOPIC, more);
        world.settle();
        // then
        assertThat(world.topic(TOPIC).partitions()).isEqualTo(more);
        assertThat(world.message("TopicsReady")).contains("declare " + more);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void a_topic_that_is_gone_is_not_made_anew_even_then() {
        // given
        world.settle();
        world.api.edit(spec -> Edits.withDrift(spec, Drift.REVERT));
        world.settle();
        // when
        world.topics.delete(TOPIC, world.topic(TOPIC).id());
        world.settle();
        // then
        assertThat(world.topics.all()).doesNotContainKey(TOPIC);
        assertThat(world.conditions()).containsEntry("Ready", "False TopicNotFound");
    }

    @Test
    void how_drift_is_met_makes_no_revision() {
        // given
        world.settle();
        String revision = world.api.status().revision().current();
        // when
        world.api.edit(spec -> Edits.withDrift(spec, Drift.REVERT));
        world.settle();
        // then
        assertThat(world.api.status().revision().current()).isEqualTo(revision);
        assertThat(world.flink.history()).hasSize(1);
    }
}
