package io.millrace.definition.state;

import static io.millrace.definition.state.Clicks.MINUTE;
import static io.millrace.definition.state.Clicks.PER_PAGE;
import static io.millrace.definition.state.Clicks.REAL;
import static io.millrace.definition.state.Clicks.UNIQUE;
import static io.millrace.definition.state.Clicks.job;
import static io.millrace.definition.state.Clicks.pipeline;
import static io.millrace.definition.state.Clicks.source;
import static io.millrace.definition.state.Clicks.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What runs in the end, and which state it finds. */
class SuccessionTest {

    private static final PipelineDefinition FIRST = pipeline(REAL, UNIQUE, PER_PAGE);
    private static final PipelineDefinition OTHER_KEY = pipeline(REAL, unique(MINUTE, 1), PER_PAGE);

    @Test
    void the_first_start_runs_what_was_compiled() {
        // when
        Succession first = Succession.of(Optional.empty(), job(FIRST), List.of());

        // then
        assertThat(first).isEqualTo(new Succession(FIRST, List.of(), false));
    }

    @Test
    void what_keeps_its_state_keeps_its_uid() {
        // when
        Succession same = after(FIRST, pipeline(REAL, unique(20 * MINUTE, 0, 1), PER_PAGE));

        // then
        assertThat(uids(same.definition())).isEqualTo(uids(FIRST));
        assertThat(same.leavesStateBehind()).isFalse();
        assertThat(same.refusals()).isEmpty();
    }

    @Test
    void what_cannot_is_refused_unless_it_may_go() {
        // when
        Succession refused = after(FIRST, OTHER_KEY);
        Succession dropped = after(FIRST, OTHER_KEY, "unique");

        // then
        assertThat(refused.refusals()).extracting(Finding::verdict).containsExactly(Verdict.NEEDS_DROP);
        assertThat(dropped.refusals()).isEmpty();
        assertThat(dropped.findings())
                .extracting(Finding::toString)
                .first()
                .isEqualTo(
                        "spec.steps[1].deduplicate.key: the key of 'unique' was (user BIGINT, page STRING) and is to be"
                                + " (page STRING), and what it keeps is found by the key only; it is given up, as"
                                + " spec.rollout.dropState says");
        assertThat(uids(dropped.definition()))
                .containsExactly("source:clicks@1", "filter:real@1", "deduplicate:unique@2", "window:per-page@1");
        assertThat(dropped.leavesStateBehind()).isTrue();
    }

    // Whoever leaves the name in the spec must not lose state again, nor have anything started again.
    @Test
    void a_drop_that_was_carried_out_does_nothing_more() {
        // given
        PipelineDefinition running = after(FIRST, OTHER_KEY, "unique").definition();

        // when
        Succession again = after(running, OTHER_KEY, "unique");

        // then
        assertThat(again.definition()).isEqualTo(running);
        assertThat(again.leavesStateBehind()).isFalse();
        assertThat(again.findings())
                .singleElement()
                .hasToString("spec.rollout.dropState[0]: does nothing: no state of 'unique' has to go; remove it, or"
                        + " it may drop state in a later change");
        assertThat(after(again.definition(), FIRST, "unique")
                        .definition()
                        .steps()
                        .get(1)
                        .uid())
                .isEqualTo("deduplicate:unique@3");
    }

    @Test
    void a_step_that_comes_back_finds_nothing_of_what_it_left() {
        // given
        PipelineDefinition without =
                after(FIRST, pipeline(REAL, PER_PAGE), "unique").definition();
        PipelineDefinition stored = DefinitionFiles.readDefinition(DefinitionFiles.write(without));

        // when
        Succession back = after(stored, FIRST, "unique");

        // then
        assertThat(without.retired()).isEqualTo(Map.of("unique", 1));
        assertThat(back.definition().steps().get(1).uid()).isEqualTo("deduplicate:unique@2");
        assertThat(back.definition().retired()).isEmpty();
        assertThat(back.refusals()).isEmpty();
    }

    @Test
    void a_name_that_was_never_there_is_refused_and_one_that_was_is_not() {
        // given
        PipelineDefinition without =
                after(FIRST, pipeline(REAL, PER_PAGE), "unique").definition();

        // when, then
        assertThat(after(without, pipeline(REAL, PER_PAGE), "unique").refusals())
                .isEmpty();
        assertThat(after(without, pipeline(REAL, PER_PAGE), "uniq").refusals())
                .singleElement()
                .hasToString("spec.rollout.dropState[0]: there is no source or step 'uniq', nor was there one; correct"
                        + " the name or remove it");
        assertThat(Succession.of(Optional.empty(), job(FIRST), List.of("uniq")).refusals())
                .hasSize(1);
    }

    @Test
    void a_source_may_be_dropped_as_well() {
        // given
        PipelineDefinition other = pipeline(List.of(source("clicks", "other")), REAL, UNIQUE, PER_PAGE);

        // when
        Succession dropped = after(FIRST, other, "clicks");

        // then
        assertThat(dropped.refusals()).isEmpty();
        assertThat(dropped.definition().sources())
                .extracting(SourceDefinition::uid)
                .containsExactly("source:clicks@2");
    }

    @Test
    void nothing_that_is_dropped_helps_against_another_maxParallelism() {
        // when
        Succession refused = Succession.of(
                Optional.of(job(FIRST)),
                new StatefulJob(FIRST, 2, 64, "rocksdb", "0a1b2c3d"),
                List.of("unique", "per-page"));

        // then
        assertThat(refused.refusals()).extracting(Finding::verdict).containsExactly(Verdict.INCOMPATIBLE);
    }

    @Test
    void another_backend_asks_for_a_savepoint() {
        // when
        Succession change =
                Succession.of(Optional.of(job(FIRST)), new StatefulJob(FIRST, 2, 128, "heap", "0a1b2c3d"), List.of());

        // then
        assertThat(change.refusals()).isEmpty();
        assertThat(change.needsSavepoint()).isTrue();
        assertThat(after(FIRST, OTHER_KEY, "unique").needsSavepoint()).isFalse();
    }

    @Test
    void from_another_pipelines_savepoint_all_goes_on_but_its_transactions() {
        // given
        PipelineDefinition next = pipeline(REAL, unique(20 * MINUTE, 0, 1), PER_PAGE);
        StatefulJob other = new StatefulJob(next, 4, 128, "rocksdb", "ffffffff");

        // when
        Succession change = Succession.of(Optional.of(job(FIRST)), other, List.of());

        // then
        assertThat(change.refusals()).isEmpty();
        assertThat(change.findings()).extracting(Finding::verdict).contains(Verdict.LEFT_TO_ITS_PIPELINE);
        assertThat(change.leavesStateBehind()).isTrue();
        assertThat(uids(change.definition())).isEqualTo(uids(FIRST));
    }

    @Test
    void another_pipeline_can_give_up_no_more_than_it_could_as_the_same_one() {
        // given
        StatefulJob other = new StatefulJob(OTHER_KEY, 2, 128, "rocksdb", "ffffffff");

        // when
        Succession refused = Succession.of(Optional.of(job(FIRST)), other, List.of());
        Succession dropped = Succession.of(Optional.of(job(FIRST)), other, List.of("unique"));

        // then
        assertThat(refused.refusals()).extracting(Finding::verdict).containsExactly(Verdict.NEEDS_DROP);
        assertThat(dropped.refusals()).isEmpty();
    }

    @Test
    void what_would_be_left_behind_without_a_word_is_found() {
        // given
        StateManifest before = job(FIRST).manifest();
        StateManifest next = job(OTHER_KEY).manifest();
        StateManifest lessWatched = new StateManifest(
                128,
                next.operators().stream()
                        .filter(operator -> !operator.uid().equals(OperatorUids.EPOCH))
                        .toList());

        // when
        Leftovers none = Leftovers.between(before, "0a1b2c3d", next, Set.of());
        Leftovers some = Leftovers.between(before, "0a1b2c3d", lessWatched, Set.of("unique"));

        // then
        assertThat(none).isEqualTo(Leftovers.NONE);
        assertThat(some.unaccounted()).containsExactly(OperatorUids.EPOCH);
        assertThat(some.sink()).isFalse();
    }

    private static Succession after(PipelineDefinition before, PipelineDefinition next, String... dropState) {
        return Succession.of(Optional.of(job(before)), job(next), List.of(dropState));
    }

    private static List<String> uids(PipelineDefinition definition) {
        List<String> uids = new ArrayList<>(
                definition.sources().stream().map(SourceDefinition::uid).toList());
        definition.steps().stream().map(StepDefinition::uid).forEach(uids::add);
        return uids;
    }
}
