package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.JobStart;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.JobView;
import io.millrace.platform.flink.deployment.ProcessView;
import io.millrace.platform.process.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JobManager process of a deployment, one after another, and what it last said. */
final class JobManager {

    /** A collector's pause is no reason to call a JobManager gone whose process lives. */
    private static final Duration ANSWER_HOLDS_FOR = Duration.ofSeconds(5);

    private final ProcessStarter starter;
    private final Clock clock;
    private volatile @Nullable Running running;
    private int exits;
    private Optional<Instant> lastExit = Optional.empty();

    private record Running(Child child, JobManagerRest rest, @Nullable Answer last) {}

    /** What a JobManager says of itself and of its job. */
    record Answer(Optional<JobView> job, Map<String, String> clusterInfo, Instant at) {}

    JobManager(ProcessStarter starter, Clock clock) {
        this.starter = starter;
        this.clock = clock;
    }

    void start(JobStart start, Map<String, String> environment) {
        int port = freePort();
        Child child = starter.jobManager(start, port, environment);
        running = new Running(child, new JobManagerRest(URI.create("http://127.0.0.1:" + port)), null);
    }

    // Somebody may take the port before Flink does; then it ends, and the next start finds another.
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No port can be had on the loopback address", e);
        }
    }

    ProcessView view() {
        Running now = running;
        if (now != null && !now.child().isAlive()) {
            running = null;
            exits++;
            lastExit = Optional.of(clock.instant());
        }
        return new ProcessView(running != null, exits, lastExit);
    }

    /** Empty when the JobManager is not there or does not answer yet. */
    Optional<Answer> ask(String jobId) {
        Running now = running;
        if (now == null) {
            return Optional.empty();
        }
        try {
            Map<String, String> info =
                    now.last() == null ? now.rest().clusterInfo() : now.last().clusterInfo();
            Answer answer = new Answer(now.rest().job(jobId), info, clock.instant());
            running = new Running(now.child(), now.rest(), answer);
            if (answer.job().filter(job -> job.state() == JobState.RUNNING).isPresent()) {
                exits = 0;
            }
            return Optional.of(answer);
        } catch (IOException notNow) {
            return Optional.ofNullable(now.last())
                    .filter(answer -> answer.at().plus(ANSWER_HOLDS_FOR).isAfter(clock.instant()));
        }
    }

    /** Whether this very JobManager says that the job has completed one. */
    boolean hasCheckpoint(String jobId) {
        try {
            Running now = running;
            return now != null && now.rest().completedCheckpoints(jobId) > 0;
        } catch (IOException notNow) {
            return false;
        }
    }

    Optional<JobManagerRest> rest() {
        return Optional.ofNullable(running).map(Running::rest);
    }

    /** An end that counts as a failure. */
    void crash() {
        Running now = running;
        if (now != null) {
            now.child().stop();
        }
    }

    /** An end that was wanted; it does not count as a failure. */
    void stop() {
        Running now = running;
        if (now != null) {
            now.child().stop();
        }
        running = null;
        exits = 0;
        lastExit = Optional.empty();
    }
}
