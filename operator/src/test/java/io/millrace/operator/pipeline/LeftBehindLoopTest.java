package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.CanaryTopic;
import io.millrace.api.v1alpha1.PipelineStatus.Phase;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.topics.TopicState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a candidate cannot be removed holds nothing up for ever, and is told by name. */
class LeftBehindLoopTest {

    private static final String TOPICS = "dlq.shop.totals.canary, late.shop.totals.canary, ledger.shop.totals.canary,"
            + " shop.totals.canary, shop.totals.canary-diff";
    private static final Duration START = Duration.ofMinutes(10);

    private final World world = new World();

    @BeforeEach
    void a_candidate_that_is_compared() {
        strategy("Canary");
        world.settle();
        edit("kind = 'view'");
        world.settle();
    }

    private void strategy(String strategy) {
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"strategy\": \"" + strategy + "\"}"));
    }

    private void edit(String rule) {
        world.api.edit(spec -> Edits.withRule(spec, rule));
    }

    private void suspend() {
        world.api.edit(spec -> Edits.withSuspend(spec, true));
    }

    private void timePasses() {
        world.pass(START);
        world.settle();
    }

    private boolean isBeingRemoved() {
        JobState job = world.flink.all().get(world.id().in(Slot.CANARY));
        return job != null && job.deleting();
    }

    private PipelineStatus.Rollout rollout() {
        return world.api.status().rollout();
    }

    @Test
    void a_suspension_goes_on_without_the_topics_that_may_not_be_deleted_and_tells_which() {
        // given
        String candidate = rollout().candidate();
        world.topics.setKeeping(true);
        world.topics.commit("millrace.shop.totals.canary", false);
        // when
        suspend();
        world.settle();
        Map<String, String> meanwhile = world.conditions();
        String message = world.message("Progressing");
        Phase before = world.api.status().phase();
        timePasses();
        // then
        assertThat(meanwhile).containsEntry("Progressing", "False KafkaRefused");
        assertThat(message)
                .startsWith("topic dlq.shop.totals.canary cannot be deleted: Topic authorization failed.; what Kafka"
                        + " keeps of the candidate is left behind at 2026-01-01T12:1")
                .doesNotContain("deletionPolicy");
        assertThat(before).isNotEqualTo(Phase.SUSPENDED);
        assertThat(world.api.status().phase()).isEqualTo(Phase.SUSPENDED);
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.REPLACED);
        assertThat(String.join(
                        ", ", rollout().topics().stream().map(CanaryTopic::name).toList()))
                .isEqualTo(TOPICS);
        assertThat(rollout().message())
                .isEqualTo("candidate " + candidate + " was given up for what the spec asks for now; left behind are"
                        + " topics " + TOPICS + ", which could not be deleted in time: delete them with Kafka's own"
                        + " tools, as the next candidate cannot begin while they are there");
        assertThat(world.events).contains("CanaryLeftBehind: " + rollout().message());
        assertThat(world.revisions.names()).noneMatch(name -> name.contains("canary"));
    }

    @Test
    void what_kafka_lets_go_of_in_time_is_not_left_behind() {
        // given
        world.topics.setAway(true);
        suspend();
        world.settle();
        String message = world.message("Progressing");
        // when
        world.topics.setAway(false);
        world.settle();
        // then
        assertThat(message)
                .contains("Kafka is away; what Kafka keeps of the candidate is left behind at 2026-01-01T12:1");
        assertThat(world.api.status().phase()).isEqualTo(Phase.SUSPENDED);
        assertThat(rollout().topics()).isNull();
        assertThat(world.topics.all().keySet()).noneMatch(topic -> topic.contains("canary"));
    }

    @Test
    void the_job_of_a_candidate_is_never_left_behind() {
        // given
        world.topics.setAway(true);
        suspend();
        while (!isBeingRemoved()) {
            world.act();
        }
        // when
        world.pass(Duration.ofDays(1));
        world.act();
        world.act();
        // then
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDING);
        assertThat(world.conditions()).containsEntry("Progressing", "False DeadlineExceeded");
    }

    @Test
    void what_kafka_keeps_has_its_time_from_when_the_job_is_gone() {
        // given
        suspend();
        while (!isBeingRemoved()) {
            world.act();
        }
        // when
        world.pass(Duration.ofDays(1));
        world.settle();
        // then
        assertThat(world.api.status().phase()).isEqualTo(Phase.SUSPENDED);
        assertThat(world.topics.all().keySet()).noneMatch(topic -> topic.contains("canary"));
    }

    @Test
    void a_deletion_goes_on_though_the_connection_is_gone_from_the_configuration() {
        // given
        world.disconnect();
        // when
        world.api.delete();
        world.settle();
        Map<String, String> meanwhile = world.conditions();
        String message = world.message("DeletionBlocked");
        timePasses();
        // then
        assertThat(meanwhile).containsEntry("DeletionBlocked", "True DeletionBlocked");
        assertThat(message)
                .startsWith("the operator's configuration has no connection named default")
                .contains("; what Kafka keeps of the candidate is left behind at 2026-01-01T12:1")
                .doesNotContain("deletionPolicy");
        assertThat(world.events).anyMatch(event -> event.startsWith("CanaryLeftBehind: ") && event.contains(TOPICS));
        assertThat(world.isGone()).isTrue();
    }

    @Test
    void a_deletion_that_kafka_refuses_says_when_the_topics_are_left_behind() {
        // given
        world.topics.setKeeping(true);
        // when
        world.api.delete();
        world.settle();
        String message = world.message("DeletionBlocked");
        timePasses();
        // then
        assertThat(message)
                .startsWith("topic dlq.shop.totals.canary cannot be deleted")
                .contains("; what Kafka keeps of the candidate is left behind at")
                .doesNotContain("deletionPolicy");
        assertThat(world.isGone()).isTrue();
    }

    @Test
    void the_next_candidate_takes_over_nothing_that_was_left_behind() {
        // given
        world.topics.setKeeping(true);
        world.api.edit(spec -> Edits.with(
                spec,
                "rollout",
                "{\"strategy\": \"Canary\", \"abort\": \"" + rollout().candidate() + "\"}"));
        world.settle();
        timePasses();
        List<String> left =
                rollout().topics().stream().map(CanaryTopic::topicId).toList();
        // when
        edit("kind = 'other'");
        world.settle();
        Map<String, String> blocked = world.conditions();
        String message = world.message("Progressing");
        world.topics.setKeeping(false);
        world.topics.all().values().stream()
                .filter(topic -> left.contains(topic.id()))
                .forEach(topic -> world.topics.delete(topic.name(), topic.id()));
        world.settle();
        // then
        assertThat(blocked).containsEntry("Progressing", "False CanaryBlocked");
        assertThat(message)
                .contains("topic shop.totals.canary is needed for the candidate and is there already, perhaps left"
                        + " behind by another one or of a former pipeline of this name; delete it");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
        assertThat(world.topics.all().values().stream().map(TopicState::id)).doesNotContainAnyElementsOf(left);
    }
}
