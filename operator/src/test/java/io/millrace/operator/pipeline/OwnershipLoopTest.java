package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.millrace.api.v1alpha1.PipelineStatus.Phase;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two pipelines that want the same topic, as the loop of one of them lives through it. */
class OwnershipLoopTest {

    private final World world = new World();

    private StreamingPipeline neighbour(String name, String created) {
        StreamingPipeline present = world.api.read();
        StreamingPipeline neighbour = new StreamingPipeline();
        neighbour.setMetadata(new ObjectMetaBuilder(present.getMetadata())
                .withName(name)
                .withUid(name)
                .withCreationTimestamp(created)
                .build());
        neighbour.setSpec(present.getSpec());
        return neighbour;
    }

    @Test
    void the_younger_one_is_refused_and_accepted_without_an_edit_when_the_older_one_is_gone() {
        // given
        world.neighbours.add(neighbour("older", "2026-01-01T10:00:00Z"));
        // when
        world.settle();
        Map<String, String> refused = world.conditions();
        String message = world.message("TopicsReady");
        Map<String, ?> topics = world.topics.all();
        world.neighbours.clear();
        world.settle();
        // then
        assertThat(refused)
                .containsEntry("TopicsReady", "False TopicOwnedByAnother")
                .containsEntry("SchemasValid", "False SubjectOwnedByAnother")
                .containsEntry("Stalled", "True TopicOwnedByAnother");
        assertThat(message).contains("spec.topics[0].name").contains("shop/older");
        assertThat(topics).containsOnlyKeys("shop.events");
        assertThat(world.conditions()).containsEntry("Ready", "True Running").doesNotContainKey("Stalled");
    }

    @Test
    void the_older_one_takes_no_notice_of_a_younger_one() {
        // given
        world.neighbours.add(neighbour("younger", "2026-01-01T11:00:01Z"));
        // when
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void an_edit_that_collides_leaves_the_running_revision_alone() {
        // given
        world.settle();
        String running = world.api.status().revision().current();
        StreamingPipeline older = neighbour("older", "2026-01-01T10:00:00Z");
        older.setStatus(world.api.status());
        world.neighbours.add(older);
        // when
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        // then
        assertThat(world.api.status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(world.api.status().revision().current()).isEqualTo(running);
        assertThat(world.flink.history()).hasSize(1);
        assertThat(world.conditions())
                .containsEntry("JobRunning", "True Running")
                .containsEntry("Ready", "False TopicOwnedByAnother");
    }

    @Test
    void the_deletion_of_a_refused_pipeline_leaves_the_owners_topics_alone() {
        // given
        world.neighbours.add(neighbour("older", "2026-01-01T10:00:00Z"));
        world.topics.create(new WantedTopic("shop.totals", 6, 3, Map.of(), Purpose.DATA, ""));
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
        world.settle();
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(world.isGone()).isTrue();
        assertThat(world.topics.all()).containsOnlyKeys("shop.events", "shop.totals");
    }

    @Test
    void a_topic_that_another_pipeline_has_as_well_outlives_the_one_that_made_it() {
        // given
        world.settle();
        StreamingPipeline other = neighbour("other", "2026-01-01T12:00:00Z");
        other.setStatus(world.api.status());
        world.neighbours.add(other);
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
        world.settle();
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(world.isGone()).isTrue();
        assertThat(world.topics.all()).containsKey("shop.totals");
    }
}
