package io.millrace.operator.gates;

import io.millrace.api.v1alpha1.RolloutSpec.GateMetric;
import io.millrace.operator.gates.Counters.BookedRecords;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** How a metric is counted up and judged. */
sealed interface Measure {

    /** As many minutes as a pass takes. One that is beyond its limit in each of nine has failed by then. */
    int MINUTES = 10;

    static Measure of(GateMetric metric) {
        return switch (metric) {
            case DEAD_LETTER_RATIO -> new Share("deadLetterRatio", "dead letters", false, BookedRecords::deadLetters);
            case LATE_RATIO -> new Share("lateRatio", "late records", true, BookedRecords::late);
            case RESTARTS -> new Count("restarts", "restarts", Counters::restarts);
            case CHECKPOINT_FAILURES ->
                new Count("checkpointFailures", "failed checkpoints", Counters::failedCheckpoints);
            case LAG -> new ByMinute("lag", metric, "lag", "records");
            case CHECKPOINT_DURATION -> new ByMinute("checkpointDuration", metric, "duration of checkpoints", "ms");
            case CPU_PER_RECORD -> new ByMinute("cpuPerRecord", metric, "CPU time for each record", "ns");
        };
    }

    /** As the spec spells it. */
    String word();

    Tally after(Tally before, Gate gate, Minute minute);

    Finding judge(Tally tally, Gate gate, long minRecords);

    /**
     * Events among the records that were read, of both sides from one look to another.
     *
     * @param onceWarm whether reading a backlog makes more of them, for no fault of the revision
     */
    record Share(String word, String what, boolean onceWarm, ToLongFunction<BookedRecords> events) implements Measure {
        @Override
        public Tally after(Tally before, Gate gate, Minute minute) {
            if (onceWarm && !minute.isWarm()) {
                return before;
            }
            Optional<Tally> grown = minute.live().counters().books().flatMap(live -> minute.candidate()
                    .counters()
                    .books()
                    .map(candidate -> before.withEvents(events.applyAsLong(live), events.applyAsLong(candidate))
                            .withRecords(live.consumed(), candidate.consumed())));
            return grown.orElse(before);
        }

        @Override
        public Finding judge(Tally tally, Gate gate, long minRecords) {
            long fewest = Math.min(tally.liveRecords(), tally.candidateRecords());
            if (fewest < minRecords) {
                return Finding.inconclusive(fewest + " of " + minRecords + " records read by both so far");
            }
            String figures = what + " are " + tally.candidate() + " of " + tally.candidateRecords()
                    + " records, the live job's " + tally.live() + " of " + tally.liveRecords();
            double most = ((Gate.Limit.Ratio) gate.limit()).most() * tally.candidateRecords();
            double share = most / (most + tally.liveRecords());
            if (RatioTest.isBeyond(tally.candidate(), tally.candidate() + tally.live(), share)) {
                return Finding.failed(figures + ": " + gate.limit().beyond());
            }
            boolean isWithin = gate.limit()
                    .allows(
                            (double) tally.live() / tally.liveRecords(),
                            (double) tally.candidate() / tally.candidateRecords());
            return isWithin
                    ? Finding.passed(figures)
                    : Finding.inconclusive(
                            figures + ": " + gate.limit().beyond() + ", but so few that it may be chance");
        }
    }

    /**
     * What should not happen at all. What befalls both jobs shows of one of them first, so that one look may be between the
     * two: beyond the limit is who is so at the next look as well.
     */
    record Count(String word, String what, Function<Counters, Optional<Long>> events) implements Measure {

        private static final int LOOKS = 2;

        @Override
        public Tally after(Tally before, Gate gate, Minute minute) {
            Optional<Long> candidate = events.apply(minute.candidate().counters());
            return events.apply(minute.live().counters())
                    .flatMap(live -> candidate.map(one -> before.withEvents(live, one)))
                    .map(grown -> grown.onceMore(!isWithin(grown, gate)))
                    .orElse(before);
        }

        private static boolean isWithin(Tally tally, Gate gate) {
            return gate.limit().allows((double) tally.live(), (double) tally.candidate());
        }

        @Override
        public Finding judge(Tally tally, Gate gate, long minRecords) {
            String figures = what + ": " + tally.candidate() + ", the live job's " + tally.live();
            if (!isWithin(tally, gate)) {
                String beyond = figures + ": " + gate.limit().beyond();
                return tally.beyond() < LOOKS
                        ? Finding.inconclusive(beyond + ", unless the next look shows the same of the live job")
                        : Finding.failed(beyond);
            }
            return tally.minutes() < MINUTES
                    ? Finding.inconclusive(figures + ", in " + tally.minutes() + " of " + MINUTES + " minutes so far")
                    : Finding.passed(figures);
        }
    }

    /**
     * A figure that swings, for both sides together: what makes one minute worse than another makes it so for both. How
     * far one is beyond the limit does not count, only in how many minutes it is.
     */
    record ByMinute(String word, GateMetric metric, String what, String unit) implements Measure {

        // Of a candidate that is just at the limit.
        private static final double HALF = 0.5;

        @Override
        public Tally after(Tally before, Gate gate, Minute minute) {
            return minute.pair(metric)
                    .map(pair -> before.withMinute(
                            Math.round(pair.live()),
                            Math.round(pair.candidate()),
                            !gate.limit().allows(pair.live(), pair.candidate())))
                    .orElse(before);
        }

        @Override
        public Finding judge(Tally tally, Gate gate, long minRecords) {
            if (tally.minutes() == 0) {
                return Finding.inconclusive("not measured yet");
            }
            String figures = what + ": " + gate.limit().beyond() + " in " + tally.beyond() + " of " + tally.minutes()
                    + " minutes; in the last one " + tally.candidate() + " " + unit + ", the live job's " + tally.live()
                    + " " + unit;
            if (RatioTest.isBeyond(tally.beyond(), tally.minutes(), HALF)) {
                return Finding.failed(figures);
            }
            boolean isWithin = 2 * tally.beyond() <= tally.minutes();
            return tally.minutes() >= MINUTES && isWithin
                    ? Finding.passed(figures)
                    : Finding.inconclusive(figures + "; " + MINUTES + " minutes are needed");
        }
    }
}
