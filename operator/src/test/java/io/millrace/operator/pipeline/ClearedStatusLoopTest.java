package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was known of a pipeline is gone, and its job runs. */
class ClearedStatusLoopTest {

    private final World world = new World();

    @BeforeEach
    void a_pipeline_that_was_upgraded() {
        world.settle();
        world.api.edit(ClearedStatusLoopTest::other);
        world.settle();
        assertThat(current()).startsWith("2-");
    }

    private String current() {
        return world.api.status().revision().current();
    }

    private static PipelineSpec other(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
    }

    private static PipelineSpec third(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'cart'");
    }

    @Test
    void the_job_runs_on() {
        // given
        List<String> before = world.flink.history();
        // when
        world.api.clearStatus();
        world.settle();
        // then
        assertThat(world.flink.history()).isEqualTo(before);
        assertThat(current()).startsWith("2-");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void another_spec_goes_on_from_its_state() {
        // when
        world.api.clearStatus();
        world.api.edit(ClearedStatusLoopTest::third);
        world.settle();
        // then
        assertThat(current()).startsWith("3-");
        assertThat(world.flink.history()).last().asString().startsWith("run " + current() + " from ");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void a_stopped_one_goes_on_from_where_it_stopped() {
        // given
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        String cut = world.api.status().savepoints().get(0).path();
        // when
        world.api.clearStatus();
        world.settle();
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        // then
        assertThat(world.flink.history()).last().asString().endsWith(" from " + cut);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }
}
