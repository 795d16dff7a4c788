package io.millrace.job.compare;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.PipelineDefinition.Delivery;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.definition.state.OperatorUids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One of the two jobs, as its ledger and its topics show it. */
final class JobSide {

    /**
     * From which checkpoint it went on when it was first looked at.
     *
     * @param checkpoint {@code null} for none
     */
    record Began(@Nullable Long checkpoint) {}

    private final PipelineDefinition definition;
    private final Set<String> sinks;
    private final Ledger ledger;
    // Of checkpoints that are not complete.
    private final List<LedgerRow> rows = new ArrayList<>();
    private final SideBooks books;
    private final Decisions decisions;
    private final Outside outside;
    private @Nullable Began began;

    /** @param sinks those that are compared */
    JobSide(
            PipelineDefinition definition,
            Set<String> sinks,
            Ledger ledger,
            SideBooks books,
            Decisions decisions,
            Outside outside,
            @Nullable Began began) {
        this.definition = definition;
        this.sinks = sinks;
        this.ledger = ledger;
        this.books = books;
        this.decisions = decisions;
        this.outside = outside;
        this.began = began;
    }

    Optional<LedgerSum> add(LedgerRow row) {
        rows.add(row);
        Optional<LedgerSum> sum = ledger.add(row);
        sum.ifPresent(complete -> rows.removeIf(one -> one.checkpoint() <= complete.checkpoint()));
        return sum;
    }

    /** What the ledger's word is worth, if not everything. */
    Optional<Broken> check(LedgerSum sum) {
        long consumed = definition.sources().stream()
                .map(SourceDefinition::name)
                .mapToLong(source -> sum.total().place(source).of(Account.IN))
                .sum();
        if (consumed > 0 && sum.positions().isEmpty()) {
            return Optional.of(Broken.NO_POSITIONS);
        }
        Began now = new Began(sum.restored());
        if (began == null) {
            began = now;
        }
        return definition.delivery() == Delivery.AT_LEAST_ONCE && !now.equals(began)
                ? Optional.of(Broken.WRITTEN_AGAIN)
                : Optional.empty();
    }

    SideBooks.Sum known(LedgerSum sum) {
        Map<String, Long> written = new TreeMap<>();
        for (String topic : topics()) {
            written.put(topic, sum.total().written(topic));
        }
        return new SideBooks.Sum(
                sum.checkpoint(),
                Progress.of(sum, definition),
                written,
                sum.watermarks().get(OperatorUids.EPOCH));
    }

    /** Of what is resolved, the records that are outside of the sample. */
    void passOver() {
        outside.resolve(decisions.frontier().resolvedBelow());
    }

    /** Of how many records of each sink it is known what became of them, those outside of the sample apart. */
    Map<String, Long> resolved() {
        Map<String, Long> resolved = new TreeMap<>();
        for (SinkDefinition sink : definition.sinks()) {
            Long written = decisions.written().get(sink.topic());
            if (written != null && sinks.contains(sink.name())) {
                resolved.put(
                        sink.name(),
                        written - books.opened().getOrDefault(sink.topic(), 0L) - outside.of(sink.topic()));
            }
        }
        return resolved;
    }

    /** That are compared. */
    List<String> topics() {
        return ReadBack.data(definition, sinks);
    }

    List<LedgerRow> rows() {
        return rows;
    }

    SideBooks books() {
        return books;
    }

    Decisions decisions() {
        return decisions;
    }

    Outside outside() {
        return outside;
    }

    @Nullable
    Began began() {
        return began;
    }
}
