package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.ledger.Rows;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.topics.TopicState;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pipeline is deleted, and one of its name is made: that is another one. */
class RecreatedLoopTest {

    private static final String UID = "99999999-4e5f-6071-8293-a4b5c6d7e8f9";

    private final World world = new World();
    private final PipelineId former = world.id();
    private String upgraded = "";

    @BeforeEach
    void a_pipeline_that_was_upgraded() {
        world.settle();
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        upgraded = world.api.status().revision().current();
    }

    private void deleteAndRecreate() {
        world.api.delete();
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.recreate(UID);
        world.settle();
    }

    private String flinkFolder(PipelineId pipeline, String revision) {
        return world.revisions
                .find(pipeline, RevisionName.parse(revision))
                .value()
                .orElseThrow()
                .flink()
                .stateFolder();
    }

    @Test
    void it_begins_anew_with_the_first_revision_and_without_state() {
        // given
        String folder = flinkFolder(former, upgraded);
        // when
        deleteAndRecreate();
        // then
        PipelineStatus status = world.api.status();
        assertThat(status.revision().current()).startsWith("1-");
        assertThat(status.revision().previous()).isNull();
        assertThat(status.revision().sameAs()).isNull();
        assertThat(status.savepoints()).isNull();
        assertThat(world.flink.history())
                .last()
                .isEqualTo("run " + status.revision().current());
        assertThat(world.flink.all()).containsOnlyKeys(world.id());
        assertThat(flinkFolder(world.id(), status.revision().current())).isNotEqualTo(folder);
        assertThat(world.id().transactionalIdPrefix()).isNotEqualTo(former.transactionalIdPrefix());
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void topics_that_were_kept_are_used_as_they_are_and_are_not_its_own_to_delete() {
        // given
        TopicState kept = world.topic("shop.totals");
        // when
        deleteAndRecreate();
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
        world.settle();
        var known = world.api.status().topics();
        world.api.delete();
        world.settle();
        // then
        assertThat(known).extracting(TopicStatus::topicId).containsOnlyNulls();
        assertThat(world.isGone()).isTrue();
        assertThat(world.topic("shop.totals")).isEqualTo(kept);
    }

    @Test
    void topics_that_went_with_the_former_one_are_made_anew_and_are_its_own() {
        // given
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
        world.settle();
        String gone = world.topic("shop.totals").id();
        // when
        deleteAndRecreate();
        // then
        String made = world.topic("shop.totals").id();
        assertThat(made).isNotEqualTo(gone);
        assertThat(world.api.status().topics())
                .filteredOn(topic -> topic.name().equals("shop.totals"))
                .extracting(TopicStatus::topicId)
                .containsExactly(made);
    }

    @Test
    void the_books_of_the_former_one_are_not_its_own() {
        // given
        world.ledgers.write("ledger.shop.totals", Rows.row(upgraded, 7, TotalsBooks.balanced(12)));
        world.settle();
        String before = Objects.requireNonNull(world.api.status().ledger()).revision();
        // when
        deleteAndRecreate();
        // then
        assertThat(before).isEqualTo(upgraded);
        assertThat(world.api.status().ledger()).isNull();
        assertThat(world.conditions()).containsEntry("LedgerBalanced", "Unknown LedgerPending");
    }
}
