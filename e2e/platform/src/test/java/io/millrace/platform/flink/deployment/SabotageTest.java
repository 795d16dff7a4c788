package io.millrace.platform.flink.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SabotageTest {

    private final PretendResource app = new PretendResource(PretendResource.SPEC);

    @BeforeEach
    void runs() {
        app.settle();
        app.lines.clear();
    }

    @Test
    void savepoints_fail_until_they_are_let_be() {
        // given
        app.annotate("savepoint-fails");
        // when
        app.patchJob("{'args': ['150']}");
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly(
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind | UpgradeFailureException");

        // when
        app.annotate("");
        app.later(Duration.ofSeconds(15));
        app.settle();
        // then
        assertThat(app.lines).last().isEqualTo("STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 | path");
    }

    @Test
    void a_savepoint_that_hangs_is_asked_for_when_it_no_longer_has_to() {
        // given
        app.annotate("savepoint-hangs");
        // when
        app.patchJob("{'args': ['150']}");
        app.settle();
        // then
        assertThat(app.lines).containsExactly("STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind");

        // when
        app.annotate("");
        app.settle();
        // then
        assertThat(app.lines).last().isEqualTo("STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 | path");
    }

    @Test
    void a_job_crash_loops_and_recovers_when_it_no_longer_has_to() {
        // when
        app.annotate("job-crash-loops");
        app.settle();
        // then
        assertThat(app.lines)
                .last()
                .isEqualTo("STABLE | JM ERROR | job RECONCILING | DEPLOYED | generation 1 | DeploymentFailedException");

        // when
        app.annotate("");
        app.later(Duration.ofSeconds(10));
        app.settle();
        // then
        assertThat(app.lines).last().isEqualTo("STABLE | JM READY | job RUNNING | DEPLOYED | generation 1");
        assertThat(app.cluster.losses).isEmpty();
    }

    @Test
    void taskmanagers_go_and_come_back_when_they_may() {
        // when
        app.annotate("taskmanager-gone");
        app.settle();
        // then
        assertThat(app.cluster.taskManagers()).isZero();

        // when
        app.annotate("");
        app.settle();
        // then
        assertThat(app.cluster.taskManagers()).isEqualTo(1);
    }

    @Test
    void a_job_fails_again_and_again_once_it_has_a_checkpoint() {
        // when
        app.annotate("job-fails-after-checkpoint");
        app.pass();
        int first = app.cluster.taskManagers();
        app.pass();
        int back = app.cluster.taskManagers();
        app.pass();
        // then
        assertThat(first).isZero();
        assertThat(back).isEqualTo(1);
        assertThat(app.cluster.taskManagers()).isZero();
    }

    @Test
    void a_word_with_a_number_is_for_the_revision_of_that_number() {
        // when
        app.annotate("job-crash-loops@12");
        app.settle();
        // then
        assertThat(app.lines).isEmpty();

        // when
        app.patch("{'podTemplate': {'metadata': {'labels': {'millrace.io/revision': '1-0a1b2c3d'}}}}");
        app.settle();
        // then
        assertThat(app.lines).last().asString().startsWith("STABLE | JM READY | job RUNNING");

        // when
        app.patch("{'podTemplate': {'metadata': {'labels': {'millrace.io/revision': '12-0a1b2c3d'}}}}");
        app.settle();
        // then
        assertThat(app.lines).last().asString().contains("JM ERROR");

        // when
        app.patch("{'podTemplate': {'metadata': {'labels': {'millrace.io/revision': '13-0a1b2c3d'}}}}");
        app.annotate("job-crash-loops@12,job-fails@13");
        app.pass();
        // then
        assertThat(app.status().error())
                .hasValueSatisfying(error -> assertThat(error).contains("; not job-fails@13"));
    }

    @Test
    void a_word_that_means_nothing_is_refused_and_what_is_known_is_done() {
        // when
        app.annotate("rest-quiet, taskmanager-gone");
        app.pass();
        app.pass();
        // then
        assertThat(app.status().error()).hasValueSatisfying(error -> assertThat(error)
                .contains("The annotation millrace.io/misbehave knows savepoint-fails, savepoint-hangs,")
                .contains("; not rest-quiet"));
        assertThat(app.cluster.taskManagers()).isZero();
    }
}
