package io.millrace.job.compare;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of one side's records is decided, and by when.
 *
 * <pre>
 *   this side    ──e──┤ k               written up to checkpoint k, what it had read and its watermarks were P(k)
 *   other side   ────────┤ j            read back up to checkpoint j, and P(j) covers P(k)
 * </pre>
 *
 * <p>Then every record with an epoch below k has its counterpart among those that were read, or has none: it is decided.
 * But a record of the other side that differs from it may still have its own counterpart to come. Only when the other
 * side is decided up to j is that known as well, and what is left over of both is what it is: resolved.
 */
final class Decisions {

    /**
     * One that waits for the other side.
     *
     * @param below records with epochs below it are decided
     * @param other up to which checkpoint the other side was read
     * @param written by the topics that are compared until then, cumulative
     */
    record Decision(long below, long other, @Nullable Long eventTime, Map<String, Long> written) {}

    private final Deque<Decision> waiting = new ArrayDeque<>();
    private long decided;
    private long resolved;
    private @Nullable Long eventTime;
    private Map<String, Long> written;

    Decisions() {
        this(Long.MIN_VALUE, Long.MIN_VALUE, null, Map.of(), List.of());
    }

    Decisions(
            long decided,
            long resolved,
            @Nullable Long eventTime,
            Map<String, Long> written,
            Collection<Decision> waiting) {
        this.decided = decided;
        this.resolved = resolved;
        this.eventTime = eventTime;
        this.written = written;
        this.waiting.addAll(waiting);
    }

    void decide(SideBooks mine, SideBooks other) {
        other.readThrough()
                .flatMap(its -> mine.coveredBy(its.progress())
                        .filter(sum -> sum.checkpoint() > decided)
                        .map(sum -> new Decision(sum.checkpoint(), its.checkpoint(), sum.eventTime(), sum.written())))
                .ifPresent(decision -> {
                    decided = decision.below();
                    waiting.add(decision);
                });
        mine.forget(decided);
    }

    void resolve(Decisions other) {
        while (!waiting.isEmpty() && waiting.getFirst().other() <= other.decided) {
            Decision decision = waiting.removeFirst();
            resolved = decision.below();
            eventTime = decision.eventTime();
            written = decision.written();
        }
    }

    Frontier.Decided frontier() {
        return new Frontier.Decided(decided, resolved);
    }

    @Nullable
    Long eventTime() {
        return eventTime;
    }

    /** How much each topic has of what is resolved, cumulative. */
    Map<String, Long> written() {
        return written;
    }

    Collection<Decision> waiting() {
        return waiting;
    }
}
