package io.millrace.platform.flink.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.platform.PlatformException;
import io.millrace.platform.flink.deployment.ClusterView.Ended;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.StopRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a job ended whose JobManager is gone. Flink notes each job that is over, but not the savepoint that stopped it:
 * that is found where it was asked for, which is why each stop is noted here before it is asked.
 */
final class EndedJobs {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    Optional<Ended> of(String jobId) {
        return Stream.of(jobId + ".json", jobId + "_DIRTY.json")
                .map(folder.jobResults()::resolve)
                .filter(Files::exists)
                .findFirst()
                .map(note -> ended(jobId, note));
    }

    private Ended ended(String jobId, Path note) {
        try {
            JobState state = state(JSON.readTree(note.toFile())
                    .path("result")
                    .path("application-status")
                    .asText());
            Path stop = folder.stops().resolve(jobId);
            return new Ended(
                    state,
                    state == JobState.FINISHED && Files.exists(stop)
                            ? newestSavepoint(jobId, Files.readString(stop))
                            : Optional.empty());
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

    private static Optional<String> newestSavepoint(String jobId, String target) throws IOException {
        Path savepoints = Path.of(URI.create(target).getPath());
        if (!Files.isDirectory(savepoints)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(savepoints)) {
            return found.filter(path -> path.getFileName().toString().startsWith("savepoint-" + jobId.substring(0, 6)))
                    .map(path -> path.resolve("_metadata"))
                    .filter(Files::exists)
                    .max(Comparator.comparing(EndedJobs::written))
                    .map(metadata -> "file:" + metadata.getParent());
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new PlatformException("Cannot read when " + file + " was written", e);
        }
    }
}
