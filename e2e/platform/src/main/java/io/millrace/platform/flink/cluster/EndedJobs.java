package io.millrace.platform.flink.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.platform.PlatformException;
import io.millrace.platform.flink.deployment.ClusterView.Ended;
import io.millrace.platform.flink.deployment.FlinkSpec;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.StateFolders;
import io.millrace.platform.flink.deployment.StopRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a job ended whose JobManager is gone. Flink notes each job that is over, but hardly where it left its state:
 * that is found where it was told to leave it. Of a stop that is noted here before it is asked for.
 */
final class EndedJobs {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Flink's words for a job that lost a task between its last savepoint and its end. */
    private static final Pattern SAVEPOINT_OF_FAILED_STOP =
            Pattern.compile("A savepoint has been created at: ([^,\\s]+)");

    private final DeploymentFolder folder;

    EndedJobs(DeploymentFolder folder) {
        this.folder = folder;
    }

    void noteStop(StopRequest request) {
        try {
            Files.writeString(folder.stops().resolve(request.jobId()), request.folder());
        } catch (IOException e) {
            throw new PlatformException("Cannot note that job " + request.jobId() + " is being stopped", e);
        }
    }

    Optional<Ended> of(String jobId, Optional<FlinkSpec> ran) {
        return Stream.of(jobId + ".json", jobId + "_DIRTY.json")
                .map(folder.jobResults()::resolve)
                .filter(Files::exists)
                .findFirst()
                .map(note -> ended(jobId, note, ran.flatMap(StateFolders::checkpoints)));
    }

    private Ended ended(String jobId, Path note, Optional<String> checkpoints) {
        try {
            JsonNode result = JSON.readTree(note.toFile()).path("result");
            JobState state = state(result.path("application-status").asText());
            return new Ended(
                    state, savepoint(jobId, state, result), checkpoints.flatMap(all -> newestCheckpoint(jobId, all)));
        } catch (IOException e) {
            throw new PlatformException("Cannot read how job " + jobId + " ended", e);
        }
    }

    private static JobState state(String applicationStatus) {
        return switch (applicationStatus) {
            case "FAILED" -> JobState.FAILED;
            case "CANCELED" -> JobState.CANCELED;
            default -> JobState.FINISHED;
        };
    }

    private Optional<String> savepoint(String jobId, JobState state, JsonNode result) throws IOException {
        Matcher failedStop = SAVEPOINT_OF_FAILED_STOP.matcher(
                result.path("failure-cause").path("stack-trace").asText());
        if (failedStop.find()) {
            return Optional.of(failedStop.group(1));
        }
        Path stop = folder.stops().resolve(jobId);
        return state == JobState.FINISHED && Files.exists(stop)
                ? StoredState.newestIn(Files.readString(stop), "savepoint-" + jobId.substring(0, 6))
                : Optional.empty();
    }

    private static Optional<String> newestCheckpoint(String jobId, String checkpoints) {
        return StoredState.newestIn(checkpoints + "/" + jobId, "chk-");
    }
}
