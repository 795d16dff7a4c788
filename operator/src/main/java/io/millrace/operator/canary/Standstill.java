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
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Why nothing is compared any more. What was equal so far says nothing of what is written since. The sentences have no
 * figures that move: each would be written again and again.
 */
final class Standstill {

    // One checkpoint may fail or be slow, and two jobs go on in turns.
    private static final int MISSED_CHECKPOINTS = 3;
    private static final Duration USUAL_CHECKPOINT = Duration.ofSeconds(30);
    private static final Duration LEAST = Duration.ofMinutes(5);

    private final CanarySight seen;
    private final Duration patience;

    private Standstill(CanarySight seen) {
        this.seen = seen;
        this.patience = Stream.of(seen.revision().map(Revision::flink), seen.liveFlink())
                .flatMap(Optional::stream)
                .map(Standstill::patience)
                .reduce(LEAST, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    static Optional<String> of(CanarySight seen) {
        return new Standstill(seen).why();
    }

    private static Duration patience(FlinkSettings flink) {
        return Duration.ofMillis(flink.checkpoints().intervalMillis()
                        + flink.checkpoints().minPauseMillis())
                .plus(USUAL_CHECKPOINT)
                .multipliedBy(MISSED_CHECKPOINTS);
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
                .filter(seen -> !seen.isUp())
                .map(seen -> whose + " job does not run; it is " + seen.jobState());
    }

    private Optional<String> isOld(String who, Observed<LedgerSum> books) {
        return books.value()
                .map(LedgerSum::at)
                .filter(at -> Instant.ofEpochMilli(at).plus(patience).isBefore(seen.now()))
                .map(at -> who + " has completed no checkpoint within " + words() + ", so that nothing is compared");
    }

    private Optional<String> decidesNothing() {
        return seen.books()
                .value()
                .filter(this::hasWaitedTooLong)
                .map(reading ->
                        "the comparison stands still: nothing that the candidate has written was decided within "
                                + words()
                                + "; the live job may be behind, or what it wrote may be gone from its topics");
    }

    private boolean hasWaitedTooLong(LedgerReading reading) {
        OptionalLong since = reading.undecidedSince();
        return since.isPresent() && reading.sum().at() - since.getAsLong() > patience.toMillis();
    }

    private String words() {
        return patience.toSeconds() + " s";
    }
}
