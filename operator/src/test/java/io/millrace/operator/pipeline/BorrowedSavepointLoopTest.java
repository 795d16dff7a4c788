package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.savepoints.SavepointFile;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pipeline that begins with the state of another one, which runs on and knows nothing of it. */
class BorrowedSavepointLoopTest {

    private static final String LENT = Lender.description();

    private final World world = new World();

    @BeforeEach
    void a_pipeline_that_is_to_begin_with_it() {
        restore(1);
    }

    private void restore(int nonce) {
        String restore = "{\"savepoint\": \"" + Lender.CONFIG_MAP + "\", \"nonce\": " + nonce + "}";
        world.api.edit(spec -> Edits.with(spec, "restore", restore));
    }

    private String current() {
        return world.api.status().revision().current();
    }

    @Test
    void the_first_job_starts_from_it_once() {
        // given
        world.savepoints.lend(Lender.CONFIG_MAP, LENT);
        // when
        world.turn();
        var intent = world.api.status().operation();
        world.settle();
        world.restart();
        world.settle();
        // then
        assertThat(intent.origin().path()).isEqualTo(Lender.PATH);
        assertThat(intent.origin().configMap()).isEqualTo(Lender.CONFIG_MAP);
        assertThat(intent.origin().revision()).isNull();
        assertThat(intent.dropsState()).isTrue();
        assertThat(intent.notes()).singleElement().asString().contains("stay that pipeline's");
        assertThat(world.flink.history()).containsExactly("run " + current() + " from " + Lender.PATH);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(world.events)
                .filteredOn(event -> event.startsWith("JobStarted"))
                .singleElement()
                .asString()
                .contains("ConfigMap " + Lender.CONFIG_MAP);
    }

    @Test
    void it_is_never_taken_for_the_pipelines_own() {
        // given
        world.savepoints.lend(Lender.CONFIG_MAP, LENT);
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"keep\": 1}"));
        world.settle();
        boolean keptAtFirst = world.api.status().savepoints() != null;
        // when
        for (int number : new int[] {1, 2, 3}) {
            world.api.edit(spec -> Edits.withRule(spec, "kind = 'view" + number + "'"));
            world.settle();
        }
        // then
        assertThat(keptAtFirst).isFalse();
        assertThat(world.api.status().savepoints())
                .hasSize(1)
                .extracting(Savepoint::path)
                .doesNotContain(Lender.PATH);
        assertThat(world.savepoints.disposed()).hasSize(2).doesNotContain(Lender.PATH);
    }

    @Test
    void nothing_is_begun_without_it() {
        // when
        world.settle();
        String message = world.message("Ready");
        var topics = world.topics.all();
        world.savepoints.lend(Lender.CONFIG_MAP, LENT);
        world.settle();
        // then
        assertThat(message)
                .contains("spec.restore.savepoint")
                .contains("namespace shop")
                .contains("copy the ConfigMap");
        assertThat(topics).containsOnlyKeys("shop.events");
        assertThat(world.flink.history()).containsExactly("run " + current() + " from " + Lender.PATH);
    }

    record Useless(String what, String text, String reason, String sentence) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Useless> useless() {
        return Stream.of(
                new Useless("no JSON", "savepoint: here", "SavepointNotFound", "it cannot be read"),
                new Useless(
                        "a later format",
                        LENT.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"),
                        "SavepointNotFound",
                        "this operator reads format 1"),
                new Useless("half of it", "{\"formatVersion\": 1}", "SavepointNotFound", "it lacks pipeline"),
                new Useless(
                        "nobody's job",
                        SavepointFile.write(Lender.withoutJob(Lender.record())),
                        "SavepointNotFound",
                        "does not say of which job"),
                new Useless(
                        "somewhere else",
                        LENT.replace(Lender.PATH, "s3://secrets/millrace/savepoint-0"),
                        "NotAllowed",
                        "does not lie below s3://streams/millrace"),
                new Useless(
                        "somewhere else, by a detour",
                        LENT.replace(Lender.PATH, "s3://streams/millrace/../savepoint-0"),
                        "NotAllowed",
                        "does not lie below s3://streams/millrace"),
                new Useless(
                        "of another cluster",
                        LENT.replace("\"cluster\" : \"default\"", "\"cluster\" : \"other\""),
                        "StateIncompatible",
                        "on connection other"),
                new Useless(
                        "of a pipeline that looks the same",
                        LENT.replace("ffffffff-1111", "0a1b2c3d-1111"),
                        "StateIncompatible",
                        "begins like this one's"),
                new Useless(
                        "laid out in another way",
                        LENT.replace("\"maxParallelism\" : 128", "\"maxParallelism\" : 64"),
                        "StateIncompatible",
                        "spec.flink.maxParallelism"),
                new Useless("of other steps", LENT.replace("per-kind", "per-sort"), "StateIncompatible", "spec.steps"));
    }

    @ParameterizedTest
    @MethodSource("useless")
    void what_cannot_be_restored_is_refused_before_anything_is_begun(Useless lent) {
        // given
        world.savepoints.lend(Lender.CONFIG_MAP, lent.text());
        // when
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("Progressing", "False " + lent.reason());
        assertThat(world.message("Progressing")).contains(lent.sentence());
        assertThat(world.topics.all()).containsOnlyKeys("shop.events");
        assertThat(world.flink.all()).isEmpty();
    }

    @Test
    void a_pipeline_that_runs_saves_its_own_state_first() {
        // given
        World other = new World();
        other.settle();
        other.savepoints.lend(Lender.CONFIG_MAP, LENT);
        // when
        other.api.edit(
                spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + Lender.CONFIG_MAP + "\", \"nonce\": 1}"));
        other.settle();
        // then
        String revision = other.api.status().revision().current();
        String own = other.api.status().savepoints().get(0).path();
        assertThat(other.flink.history())
                .endsWith("stop " + revision + " at " + own, "run " + revision + " from " + Lender.PATH);
    }

    @Test
    void a_pipeline_that_is_suspended_from_the_beginning_starts_from_it_when_it_starts() {
        // given
        world.savepoints.lend(Lender.CONFIG_MAP, LENT);
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        var jobs = world.flink.history();
        // when
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        assertThat(jobs).isEmpty();
        assertThat(world.flink.history()).containsExactly("run " + current() + " from " + Lender.PATH);
    }

    @Test
    void a_spec_that_is_withdrawn_on_the_way_is_still_to_begin_with_it() {
        // given
        world.savepoints.lend(Lender.CONFIG_MAP, LENT);
        world.turn();
        // when
        world.savepoints.takeBack(Lender.CONFIG_MAP);
        world.settle();
        var jobs = world.flink.all();
        world.savepoints.lend(Lender.CONFIG_MAP, LENT);
        world.settle();
        // then
        assertThat(jobs).isEmpty();
        assertThat(world.flink.history()).containsExactly("run " + current() + " from " + Lender.PATH);
    }

    @Test
    void a_first_job_that_does_not_come_up_is_replaced_from_the_same_state() {
        // given
        world.savepoints.lend(Lender.CONFIG_MAP, LENT);
        world.flink.setFailing(true);
        world.settle();
        // when
        world.flink.setFailing(false);
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        // then
        assertThat(current()).startsWith("2-");
        assertThat(world.flink.history()).containsExactly("run " + current() + " from " + Lender.PATH);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }
}
