package io.millrace.operator.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.pipeline.Model;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The harness sees what it is there for. */
class SeededBugsTest {

    @Test
    void it_sees_effects_before_the_intent_is_stored() {
        // given
        Matrix matrix = new Matrix(Flows.CREATE, SeededBugs::effectBeforeIntent);
        // when
        List<Outcome> outcomes = matrix.withEvery(matrix.writes(), call -> Fault.CRASHES, 1);
        // then
        assertThat(matrix.reference().violations()).anyMatch(violation -> violation.startsWith("I4"));
        assertThat(outcomes).anyMatch(outcome -> !outcome.isGood());
    }

    @Test
    void it_sees_that_an_effect_before_the_intent_stops_a_job_unannounced() {
        // when
        Matrix matrix = new Matrix(Flows.SUSPEND, SeededBugs::effectBeforeIntent);
        // then
        assertThat(matrix.reference().violations()).anyMatch(violation -> violation.startsWith("I2"));
    }

    @Test
    void it_sees_that_what_a_job_has_written_is_thrown_away() {
        // given
        Flow revived = new Flow("revived", Flows.CORRECT_STUCK.before(), stage -> {
            ((Model) stage).revive();
            Flows.CORRECT_STUCK.cause().accept(stage);
        });
        // when
        Matrix sound = new Matrix(revived);
        Matrix matrix = new Matrix(revived, SeededBugs::deafToCheckpoints);
        // then
        assertThat(sound.reference().violations()).isEmpty();
        assertThat(matrix.reference().violations()).anyMatch(violation -> violation.startsWith("I2"));
    }

    @Test
    void it_sees_that_a_transaction_of_a_job_that_runs_is_ended() {
        // when
        Matrix matrix = new Matrix(Flows.UPGRADE, SeededBugs::withoutSenseOfTime);
        // then
        assertThat(matrix.reference().violations()).anyMatch(violation -> violation.startsWith("I2"));
    }

    @Test
    void it_sees_that_a_savepoint_is_forgotten() {
        // when
        Matrix matrix = new Matrix(Flows.UPGRADE, SeededBugs::forgetfulOfSavepoints);
        // then
        assertThat(matrix.reference().violations())
                .anyMatch(violation -> violation.startsWith("I2") || violation.startsWith("I3"));
    }

    @Test
    void it_sees_two_jobs_that_write_the_same_topic() {
        // when
        Matrix matrix = new Matrix(Flows.CREATE, SeededBugs::twoJobs);
        // then
        assertThat(matrix.reference().violations()).anyMatch(violation -> violation.startsWith("I1"));
    }

    @Test
    void it_sees_that_an_operation_leads_elsewhere_than_it_did() {
        // when
        Matrix matrix = new Matrix(Flows.UPGRADE, SeededBugs::withAnotherMind);
        // then
        assertThat(matrix.reference().violations()).anyMatch(violation -> violation.startsWith("I5"));
    }

    @Test
    void it_sees_a_deletion_by_name_alone() {
        // when
        Matrix matrix = new Matrix(Flows.DELETE, SeededBugs::carelessAboutIds);
        // then
        assertThat(matrix.reference().violations()).anyMatch(violation -> violation.startsWith("I6"));
    }

    @Test
    void it_sees_a_status_that_is_written_over_an_edit() {
        // given
        int calls = new Matrix(Flows.GROW).reference().calls().size();
        // when
        List<String> violations = IntStream.rangeClosed(1, calls)
                .mapToObj(SeededBugsTest::unlockedWithAnEditAfter)
                .flatMap(List::stream)
                .toList();
        // then
        assertThat(violations).anyMatch(violation -> violation.startsWith("I8"));
    }

    private static List<String> unlockedWithAnEditAfter(int call) {
        AtomicReference<Model> world = new AtomicReference<>();
        Faults faults = new Faults();
        Model model = new Model(faults.before(
                SeededBugs.withoutLock(() -> requireNonNull(world.get()).state().resource())));
        world.set(model);
        Flows.GROW.before().accept(model);
        Recorder recorder = new Recorder(model::state);
        faults.watch(recorder);
        faults.watch(new Meanwhile(call, () -> model.edit(SpecEdits.set("/suspend", true))));
        Flows.GROW.cause().accept(model);
        model.settle();
        return recorder.violations();
    }

    @Test
    void it_sees_nothing_where_nothing_is_wrong() {
        assertThat(Flows.ALL)
                .allSatisfy(flow ->
                        assertThat(new Matrix(flow).reference().violations()).isEmpty());
    }
}
