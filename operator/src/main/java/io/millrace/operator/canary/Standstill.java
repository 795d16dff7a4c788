package io.millrace.operator.canary;

import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.result.Observed;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why nothing is compared any more. What was equal so far says nothing of what is written since. The sentences have no
 * figures that move: each would be written again and again.
 */
final class Standstill {

    // One checkpoint may fail or be slow, and two jobs go on in turns.
    private static final int MISSED_CHECKPOINTS = 3;
    private static final Duration USUAL_CHECKPOINT = Duration.ofSeconds(30);
    // The jobs' clocks and the operator's may differ by so much.
    private static final Duration LEAST = Duration.ofMinutes(10);
    // The Flink Kubernetes operator asks again after a minute when a JobManager was silent once; whether the job
    // runs, its books tell.
    private static final Set<String> UNDER_WAY = Set.of("", "RUNNING", "RECONCILING");

    private final CanarySight seen;
    private final Duration patience;

    private Standstill(CanarySight seen) {
        this.seen = seen;
        this.patience = Stream.of(seen.revision().map(Revision::flink), seen.liveFlink())
                .flatMap(Optional::stream)
                .map(this::patience)
                .reduce(LEAST, Standstill::longer);
    }

    static Optional<String> of(CanarySight seen) {
        return new Standstill(seen).why();
    }

    private Duration patience(FlinkSettings flink) {
        return Duration.ofMillis(flink.checkpoints().intervalMillis()
                        + flink.checkpoints().minPauseMillis())
                .plus(longer(USUAL_CHECKPOINT, seen.checkpoint()))
                .multipliedBy(MISSED_CHECKPOINTS);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Optional<String> why() {
        return doesNotRun("the candidate's", seen.job())
                .or(() -> doesNotRun("the live", seen.live()))
                .or(() -> isOld("the candidate", seen.sum()))
                .or(() -> isOld("the live job", seen.liveBooks()))
                .or(this::decidesNothing);
    }

    private static Optional<String> doesNotRun(String whose, Observed<JobState> job) {
        if (job.isAbsent()) {
            return Optional.of(whose + " FlinkDeployment is gone");
        }
        return job.value()
                .filter(seen -> !UNDER_WAY.contains(seen.jobState()))
                .map(seen -> whose + " job does not run; it is " + seen.jobState());
    }

    private Optional<String> isOld(String who, Observed<LedgerSum> books) {
        return books.value()
                .map(LedgerSum::at)
                .filter(at -> Instant.ofEpochMilli(at).plus(patience).isBefore(seen.now()))
                .map(at -> who
                        + " has completed no checkpoint for several times as long as one should take, so that nothing"
                        + " is compared");
    }

    private Optional<String> decidesNothing() {
        return seen.books()
                .value()
                .filter(this::hasWaitedTooLong)
                .map(reading ->
                        "the comparison stands still: the candidate writes, and nothing of it has been decided for several"
                                + " times as long as a checkpoint should take; the live job may be behind, or what it wrote may be"
                                + " gone from its topics");
    }

    private boolean hasWaitedTooLong(LedgerReading reading) {
        return reading.undecided().compareTo(patience) > 0;
    }
}
