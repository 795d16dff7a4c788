package io.millrace.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    void it_sees_nothing_where_nothing_is_wrong() {
        assertThat(Flows.ALL)
                .allSatisfy(flow ->
                        assertThat(new Matrix(flow).reference().violations()).isEmpty());
    }
}
