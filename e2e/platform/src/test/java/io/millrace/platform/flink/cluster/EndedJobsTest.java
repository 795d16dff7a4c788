package io.millrace.platform.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.flink.deployment.ClusterView.Ended;
import io.millrace.platform.flink.deployment.FlinkSpec;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.StopRequest;
import io.millrace.platform.flink.deployment.UpgradeMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedJobsTest {

    private static final String JOB = "5a2dc33994e2fbd1713788999f0f08b9";

    private final Path root;

    EndedJobsTest(@TempDir Path root) {
        this.root = root;
    }

    private DeploymentFolder folder() {
        return new DeploymentFolder(root.resolve("app"));
    }

    private EndedJobs jobs() {
        return new EndedJobs(folder());
    }

    private Optional<FlinkSpec> spec() {
        return Optional.of(new FlinkSpec(
                Map.of(
                        "execution.checkpointing.dir",
                        root.resolve("checkpoints").toUri().toString()),
                new FlinkSpec.Job("Counting", List.of(), 1, true, false, Optional.empty()),
                new FlinkSpec.Upgrade(UpgradeMode.SAVEPOINT, false, true),
                1,
                Optional.empty(),
                Optional.empty(),
                new FlinkSpec.Container(List.of(), List.of())));
    }

    @Test
    void a_job_that_flink_has_not_noted_is_not_over() {
        assertThat(jobs().of(JOB, spec())).isEmpty();
    }

    @Test
    void the_savepoint_of_a_stop_is_the_newest_complete_one_where_it_was_asked_for() throws IOException {
        // given
        jobs().noteStop(new StopRequest(JOB, root.resolve("savepoints").toUri().toString(), 2));
        state("savepoints/savepoint-5a2dc3-old", 10);
        Path newest = state("savepoints/savepoint-5a2dc3-new", 20);
        state("savepoints/savepoint-ffffff-other", 30);
        Files.createDirectories(root.resolve("savepoints/savepoint-5a2dc3-incomplete"));
        noted("SUCCEEDED", "");
        // then
        assertThat(jobs().of(JOB, spec()))
                .contains(new Ended(JobState.FINISHED, Optional.of("file:" + newest), Optional.empty()));
    }

    @Test
    void a_savepoint_that_nobody_asked_to_stop_with_is_not_the_end_of_a_job() throws IOException {
        // given
        state("savepoints/savepoint-5a2dc3-manual", 10);
        noted("SUCCEEDED", "");
        // then
        assertThat(jobs().of(JOB, spec())).contains(new Ended(JobState.FINISHED, Optional.empty(), Optional.empty()));
    }

    @Test
    void a_job_that_failed_while_it_was_stopped_has_left_its_savepoint() throws IOException {
        // given
        jobs().noteStop(new StopRequest(JOB, root.resolve("savepoints").toUri().toString(), 2));
        noted(
                "FAILED",
                "Caused by: …StopWithSavepointStoppingException: A savepoint has been created at:"
                        + " file:/savepoints/savepoint-5a2dc3-x, but the corresponding job failed during stopping.");
        // then
        assertThat(jobs().of(JOB, spec()))
                .contains(new Ended(
                        JobState.FAILED, Optional.of("file:/savepoints/savepoint-5a2dc3-x"), Optional.empty()));
    }

    @Test
    void a_failed_job_has_left_its_newest_checkpoint_by_time() throws IOException {
        // given
        state("checkpoints/" + JOB + "/chk-70", 10);
        Path newest = state("checkpoints/" + JOB + "/chk-3", 20);
        noted("FAILED", "Caused by: out of luck");
        // then
        assertThat(jobs().of(JOB, spec()))
                .contains(new Ended(JobState.FAILED, Optional.empty(), Optional.of("file:" + newest)));
    }

    private Path state(String path, long second) throws IOException {
        Path state = Files.createDirectories(root.resolve(path));
        Path metadata = Files.createFile(state.resolve("_metadata"));
        Files.setLastModifiedTime(metadata, FileTime.from(Instant.ofEpochSecond(second)));
        return state;
    }

    private void noted(String status, String failure) throws IOException {
        Files.writeString(
                Files.createDirectories(folder().jobResults()).resolve(JOB + ".json"),
                "{\"result\":{\"application-status\":\"%s\",\"failure-cause\":{\"stack-trace\":\"%s\"}}}"
                        .formatted(status, failure));
    }
}
