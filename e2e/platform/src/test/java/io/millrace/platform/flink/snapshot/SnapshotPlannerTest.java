package io.millrace.platform.flink.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.platform.flink.deployment.Misbehaviours;
import io.millrace.platform.flink.deployment.PretendResource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotPlannerTest {

    private static final String OF_APP = "'jobReference': {'kind': 'FlinkDeployment', 'name': 'app'}";
    private static final String SAVEPOINT = "{" + OF_APP + ", 'savepoint': {}}";

    private PretendSnapshot snapshot = pretend(SAVEPOINT);

    private static PretendSnapshot pretend(String spec) {
        PretendSnapshot snapshot = new PretendSnapshot("snap-1", PretendResource.json(spec), Map.of());
        snapshot.target(job(true, ""));
        return snapshot;
    }

    private static Optional<TargetJob> job(boolean running, String misbehaviour) {
        return Optional.of(new TargetJob(
                "job-1",
                running,
                Optional.of("file:///savepoints"),
                Duration.ofMinutes(10),
                Misbehaviours.of(Map.of(Misbehaviours.ANNOTATION, misbehaviour), Optional.empty())));
    }

    @Test
    void a_savepoint_completes_and_says_where_it_is() {
        // when
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.COMPLETED);
        assertThat(snapshot.status().path()).contains("file:///savepoints/of-PretendSnapshot");
        assertThat(snapshot.triggers)
                .extracting(SnapshotRequest::jobId, SnapshotRequest::folder, SnapshotRequest::format)
                .containsExactly(tuple("job-1", "file:///savepoints", "CANONICAL"));
        assertThat(snapshot.labels())
                .isEqualTo(Map.of(
                        "job-reference.kind", "FlinkDeployment",
                        "job-reference.name", "app",
                        "snapshot.state", "COMPLETED",
                        "snapshot.trigger-type", "MANUAL",
                        "snapshot.type", "SAVEPOINT"));
    }

    @Test
    void a_checkpoint_needs_no_folder() {
        // given
        snapshot = pretend("{" + OF_APP + ", 'checkpoint': {}}");
        // when
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.COMPLETED);
        assertThat(snapshot.labels()).containsEntry("snapshot.type", "CHECKPOINT");
    }

    @Test
    void one_that_exists_already_is_taken_for_granted() {
        // given
        snapshot = pretend("{" + OF_APP + ", 'savepoint': {'path': 'file:///there', 'alreadyExists': true}}");
        snapshot.target(Optional.empty());
        // when
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.COMPLETED);
        assertThat(snapshot.status().path()).contains("file:///there");
        assertThat(snapshot.triggers).isEmpty();
    }

    @Test
    void a_failure_is_final_unless_a_limit_allows_more() {
        // given
        snapshot.willBe(new Attempt.Failed("disk full"));
        // when
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.FAILED);
        assertThat(snapshot.status().error()).contains("disk full");
        assertThat(snapshot.status().failures()).isEqualTo(1);
    }

    @Test
    void it_is_tried_again_after_pauses_that_double_until_the_limit_is_passed() {
        // given
        snapshot = pretend("{" + OF_APP + ", 'savepoint': {}, 'backoffLimit': 2}");
        snapshot.willBe(new Attempt.Failed("disk full"));
        // when
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.TRIGGER_PENDING);
        assertThat(snapshot.status().failures()).isEqualTo(1);
        assertThat(snapshot.triggers).hasSize(1);

        // when
        snapshot.later(Duration.ofSeconds(10));
        snapshot.settle();
        snapshot.later(Duration.ofSeconds(17));
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.TRIGGER_PENDING);
        assertThat(snapshot.triggers).hasSize(2);

        // when
        snapshot.later(Duration.ofSeconds(3));
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.FAILED);
        assertThat(snapshot.status().failures()).isEqualTo(3);
        assertThat(snapshot.triggers)
                .extracting(SnapshotRequest::triggerId)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void it_is_abandoned_when_its_job_does_not_run() {
        // given
        snapshot.target(job(false, ""));
        // when
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.ABANDONED);
        assertThat(snapshot.status().error()).contains("Secondary resource app for savepoint snap-1 is not running");
        assertThat(snapshot.triggers).isEmpty();
    }

    @Test
    void it_is_abandoned_when_its_job_stops_meanwhile() {
        // given
        snapshot.willBe(new Attempt.Pending());
        snapshot.settle();
        // when
        snapshot.target(job(false, ""));
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.ABANDONED);
    }

    @Test
    void it_fails_when_the_jobmanager_that_was_asked_is_another() {
        // given
        snapshot.willBe(new Attempt.Pending());
        snapshot.settle();
        // when
        snapshot.forgetWhatFlinkKnew();
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.FAILED);
    }

    @Test
    void it_waits_for_a_deployment_that_is_not_there() {
        // given
        snapshot.target(Optional.empty());
        // when
        snapshot.settle();
        // then
        assertThat(snapshot.status()).isEqualTo(SnapshotStatus.NONE);
    }

    @Test
    void deleting_it_disposes_of_the_savepoint_as_soon_as_the_job_runs() {
        // given
        snapshot.settle();
        snapshot.target(job(false, ""));
        // when
        snapshot.delete();
        snapshot.settle();
        // then
        assertThat(snapshot.isGone()).isFalse();

        // when
        snapshot.target(job(true, ""));
        snapshot.settle();
        // then
        assertThat(snapshot.isGone()).isTrue();
        assertThat(snapshot.disposed).containsExactly("file:///savepoints/of-PretendSnapshot");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            'savepoint': {'disposeOnDelete': false}
            'checkpoint': {}
            """)
    void deleting_it_leaves_what_is_not_its_own(String kind) {
        // given
        snapshot = pretend("{" + OF_APP + ", " + kind + "}");
        snapshot.settle();
        snapshot.target(job(false, ""));
        // when
        snapshot.delete();
        snapshot.settle();
        // then
        assertThat(snapshot.isGone()).isTrue();
        assertThat(snapshot.disposed).isEmpty();
    }

    @Test
    void it_fails_and_hangs_as_its_deployment_is_told_to() {
        // given
        snapshot = pretend("{" + OF_APP + ", 'savepoint': {}, 'backoffLimit': 3}");
        snapshot.target(job(true, "savepoint-fails"));
        // when
        snapshot.settle();
        // then
        assertThat(snapshot.status().failures()).isEqualTo(1);

        // when
        snapshot.target(job(true, "savepoint-hangs"));
        snapshot.later(Duration.ofSeconds(10));
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.IN_PROGRESS);
        assertThat(snapshot.triggers).isEmpty();

        // when
        snapshot.target(job(true, ""));
        snapshot.settle();
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.COMPLETED);
    }
}
