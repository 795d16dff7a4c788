package io.millrace.definition.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.definition.RunSettings.Slot;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one subtask of one operator of the job had counted when the barrier of a checkpoint passed it: one record of the
 * ledger topic, committed with the data that it counts. Figures are cumulative and survive failures, restarts, rescales
 * and upgrades, as they are part of the checkpoint; those of a single subtask mean nothing, as a rescale moves them.
 *
 * @param run Flink's id of the job: a new one with every start of a deployment, but for one that goes on from its own last
 *     checkpoint
 * @param revision of the pipeline, {@code <ordinal>-<hash8>}
 * @param checkpoint whose barrier has just passed; it may fail, and its records commit with the next one
 * @param at the clock of the task manager, milliseconds since 1970
 * @param operator the uid of the operator
 * @param operators how many operators of the job write rows
 * @param watermark that the operator has passed on, or {@code null} before the first and where there is none
 * @param opening the books as they stood when this revision began
 * @param restored the checkpoint that the job began with, or went on from when it last failed; {@code null} when from none
 * @param positions the last offsets consumed, by the uid of the source and {@code <topic>-<partition>}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerRow(
        int formatVersion,
        Slot slot,
        String run,
        String revision,
        long checkpoint,
        long at,
        String operator,
        int operators,
        int subtask,
        int subtasks,
        @Nullable Long watermark,
        Books books,
        Books opening,
        @Nullable Long restored,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Map<String, Long>> positions) {

    public static final int FORMAT_VERSION = 1;

    // Anybody who may write into the topic can write what looks like a row.
    private static final int MOST_ROWS = 1_000_000;

    @SuppressWarnings("ConstantConditions") // what is missing in the JSON is null
    public LedgerRow {
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(operator, "operator");
        if (subtask < 0 || subtask >= subtasks || operators < 1 || (long) operators * subtasks > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "subtask " + subtask + " of " + subtasks + " of one of " + operators + " operators");
        }
        books = books == null ? Books.EMPTY : books;
        opening = opening == null ? Books.EMPTY : opening;
        positions = positions == null ? Map.of() : Map.copyOf(positions);
    }

    /** Of an operator that reads no source, in a job that began without state. */
    public LedgerRow(
            int formatVersion,
            Slot slot,
            String run,
            String revision,
            long checkpoint,
            long at,
            String operator,
            int operators,
            int subtask,
            int subtasks,
            @Nullable Long watermark,
            Books books,
            Books opening) {
        this(
                formatVersion,
                slot,
                run,
                revision,
                checkpoint,
                at,
                operator,
                operators,
                subtask,
                subtasks,
                watermark,
                books,
                opening,
                null,
                Map.of());
    }

    /** The record's key. */
    public String key() {
        return slot.text() + "/" + run + "/" + operator + "/" + subtask;
    }
}
