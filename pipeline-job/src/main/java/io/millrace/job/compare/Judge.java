package io.millrace.job.compare;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.definition.ledger.LedgerSum;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows both ledgers and what has been read back, and says how far the comparison is. Nothing else in the job decides
 * what is complete.
 */
final class Judge {

    private final String liveRun;
    private final long cut;
    private final JobSide live;
    private final JobSide candidate;
    private final ComparedWindows windows;
    private final Set<Broken> broken;
    private boolean hasSeenLive;

    /**
     * @param liveRun Flink's id of the live job
     * @param cut the snapshot's checkpoint, which the candidate began with
     */
    Judge(
            String liveRun,
            long cut,
            JobSide live,
            JobSide candidate,
            ComparedWindows windows,
            boolean hasSeenLive,
            Set<Broken> broken) {
        this.liveRun = liveRun;
        this.cut = cut;
        this.live = live;
        this.candidate = candidate;
        this.windows = windows;
        this.hasSeenLive = hasSeenLive;
        this.broken = EnumSet.noneOf(Broken.class);
        this.broken.addAll(broken);
        if (!candidate.books().isOpen()) {
            // Its topics are its own, and were empty.
            candidate.books().open(nothing(candidate));
        }
    }

    private static Map<String, Long> nothing(JobSide side) {
        return side.topics().stream().collect(Collectors.toMap(Function.identity(), topic -> 0L));
    }

    void counted(Side side, String topic, long epoch, long records) {
        of(side).books().counted(topic, epoch, records);
    }

    void outside(Side side, String topic, long epoch, long records) {
        of(side).outside().read(topic, epoch, records);
    }

    void window(String sink, long start, long end) {
        windows.seen(sink, start, end);
    }

    void row(Side side, LedgerRow row) {
        if (side == Side.CANDIDATE) {
            if (row.slot() == Slot.CANARY) {
                candidate.add(row).ifPresent(sum -> booked(candidate, sum));
            }
        } else if (row.slot() == Slot.PROD) {
            liveRow(row);
        }
    }

    private void liveRow(LedgerRow row) {
        if (!row.run().equals(liveRun)) {
            // Those of the jobs before it come first.
            if (hasSeenLive) {
                broken.add(Broken.ANOTHER_RUN);
            }
            return;
        }
        hasSeenLive = true;
        if (row.checkpoint() >= cut) {
            live.add(row).ifPresent(this::bookedLive);
        }
    }

    private void bookedLive(LedgerSum sum) {
        if (live.books().isOpen()) {
            booked(live, sum);
        } else if (sum.checkpoint() == cut) {
            live.check(sum).ifPresent(broken::add);
            live.books().open(live.known(sum).written());
        } else {
            broken.add(Broken.SNAPSHOT_LOST);
        }
    }

    private void booked(JobSide side, LedgerSum sum) {
        side.check(sum).ifPresent(broken::add);
        side.books().booked(side.known(sum));
    }

    /** As far as it is now. */
    Frontier frontier() {
        live.books().advance();
        candidate.books().advance();
        if (live.books().hasTooMany() || candidate.books().hasTooMany()) {
            broken.add(Broken.MORE_THAN_BOOKED);
        }
        live.decisions().decide(live.books(), candidate.books());
        candidate.decisions().decide(candidate.books(), live.books());
        live.decisions().resolve(candidate.decisions());
        candidate.decisions().resolve(live.decisions());
        live.passOver();
        candidate.passOver();
        Long resolved =
                earlier(live.decisions().eventTime(), candidate.decisions().eventTime());
        windows.advance(resolved);
        return new Frontier(
                live.decisions().frontier(),
                candidate.decisions().frontier(),
                resolved,
                EnumSet.copyOf(broken),
                windows.complete(),
                live.resolved());
    }

    private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : Long.valueOf(Math.min(one, other));
    }

    JobSide of(Side side) {
        return side == Side.LIVE ? live : candidate;
    }

    ComparedWindows windows() {
        return windows;
    }

    boolean hasSeenLive() {
        return hasSeenLive;
    }

    Set<Broken> broken() {
        return broken;
    }
}
