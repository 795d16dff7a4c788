package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.config.OperatorConfig.Defaults;
import io.millrace.operator.config.OperatorConfig.Flink;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator of another version, or one that is configured otherwise, takes over what runs. */
class NewerOperatorLoopTest {

    private static final OperatorConfig BEFORE = World.config();
    private static final Flink IMAGE = flink("registry/other:{version}", "flink", Duration.ofMinutes(15));

    private final World world = new World();

    record Successor(String name, String version, OperatorConfig config) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Flink flink(String image, String serviceAccount, Duration transactions) {
        return new Flink(
                image,
                serviceAccount,
                BEFORE.flink().rest(),
                transactions,
                BEFORE.flink().outageAllowance());
    }

    private static OperatorConfig config(String stateRoot, Flink flink, Defaults defaults) {
        return new OperatorConfig(
                BEFORE.connections(),
                BEFORE.tenancy(),
                stateRoot,
                flink,
                defaults,
                BEFORE.election(),
                BEFORE.httpPort());
    }

    private static OperatorConfig with(Flink flink) {
        return config(BEFORE.stateRoot(), flink, BEFORE.defaults());
    }

    private static OperatorConfig with(Defaults defaults) {
        return config(BEFORE.stateRoot(), BEFORE.flink(), defaults);
    }

    static Stream<Successor> successors() {
        String image = BEFORE.flink().image();
        Duration kept = BEFORE.defaults().deadLetterRetention();
        return Stream.of(
                new Successor("a later version", "2.0", BEFORE),
                new Successor("another image", "1.0", with(IMAGE)),
                new Successor("another account", "1.0", with(flink(image, "other", Duration.ofMinutes(15)))),
                new Successor("other transactions", "1.0", with(flink(image, "flink", Duration.ofMinutes(14)))),
                new Successor("more partitions by default", "1.0", with(new Defaults(12, 3, kept))),
                new Successor("fewer partitions by default", "1.0", with(new Defaults(2, 3, kept))),
                new Successor("other replicas by default", "1.0", with(new Defaults(6, 2, kept))),
                new Successor("dead letters kept for less long", "1.0", with(new Defaults(6, 3, Duration.ofDays(2)))),
                new Successor(
                        "another root of all state", "1.0", config("s3://other", BEFORE.flink(), BEFORE.defaults())),
                new Successor("all of it", "2.0", config("s3://other", IMAGE, new Defaults(2, 2, Duration.ofDays(2)))));
    }

    @BeforeEach
    void a_pipeline_that_runs() {
        world.settle();
    }

    private PipelineStatus.Revision revision() {
        return world.api.status().revision();
    }

    private Revision stored() {
        return world.revisions
                .find(world.id(), RevisionName.parse(revision().current()))
                .value()
                .orElseThrow();
    }

    private int effects() {
        return world.writes() - world.api.statusWrites();
    }

    @ParameterizedTest
    @MethodSource("successors")
    void it_restarts_nothing_and_makes_no_revision(Successor successor) {
        // given
        PipelineStatus.Revision before = revision();
        Revision pinned = stored();
        List<String> history = world.flink.history();
        int effects = effects();
        // when
        world.upgrade(successor.config(), successor.version());
        for (int i = 0; i < 20; i++) {
            world.turn();
            world.pass(Duration.ofSeconds(7));
        }
        // then
        assertThat(revision()).isEqualTo(before);
        assertThat(stored()).isEqualTo(pinned);
        assertThat(world.flink.history()).isEqualTo(history);
        assertThat(effects()).isEqualTo(effects);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @ParameterizedTest
    @MethodSource("successors")
    void an_edit_of_what_does_not_run_is_one_to_it_as_well(Successor successor) {
        // given
        PipelineStatus.Revision before = revision();
        List<String> history = world.flink.history();
        int effects = effects();
        // when
        world.upgrade(successor.config(), successor.version());
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"keep\": 3}"));
        world.settle();
        // then
        assertThat(world.api.status().observedGeneration()).isEqualTo(3);
        assertThat(revision()).isEqualTo(before);
        assertThat(world.flink.history()).isEqualTo(history);
        assertThat(effects()).isEqualTo(effects);
    }

    @ParameterizedTest
    @MethodSource("successors")
    void what_was_suspended_is_resumed_as_it_was(Successor successor) {
        // given
        Revision pinned = stored();
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        // when
        world.upgrade(successor.config(), successor.version());
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        assertThat(stored()).isEqualTo(pinned);
        assertThat(world.revisions.names(world.id())).containsExactly(pinned.name());
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void the_next_revision_is_made_as_it_says() {
        // given
        world.upgrade(with(IMAGE), "2.0");
        // when
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        // then
        assertThat(revision().current()).startsWith("2-");
        assertThat(stored().flink().image()).isEqualTo("registry/other:2.0");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }
}
