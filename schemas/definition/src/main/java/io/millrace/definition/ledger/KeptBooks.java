package io.millrace.definition.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What one subtask keeps of its books in a checkpoint.
 *
 * @param revision that was running
 * @param opening the books as they stood when it began
 * @param held rows in open windows, by the window's end
 * @param positions as the row has them
 * @param latest the latest event time that was read, by the uid of the source; {@link Long#MIN_VALUE} where none was
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KeptBooks(
        int formatVersion,
        @JsonInclude(JsonInclude.Include.ALWAYS) String revision,
        Books books,
        Books opening,
        Map<Long, Long> held,
        Map<String, Map<String, Long>> positions,
        Map<String, Long> latest) {

    public static final int FORMAT_VERSION = 1;

    @SuppressWarnings("ConstantConditions") // what is empty is left out of the JSON
    public KeptBooks {
        books = books == null ? Books.EMPTY : books;
        opening = opening == null ? Books.EMPTY : opening;
        held = held == null ? Map.of() : Map.copyOf(held);
        positions = positions == null ? Map.of() : Map.copyOf(positions);
        latest = latest == null ? Map.of() : Map.copyOf(latest);
    }

    /** Of a subtask that has counted nothing. */
    public static KeptBooks empty(String revision) {
        return new KeptBooks(FORMAT_VERSION, revision, Books.EMPTY, Books.EMPTY, Map.of(), Map.of(), Map.of());
    }

    /** Of two subtasks that became one. */
    public KeptBooks plus(KeptBooks other) {
        return new KeptBooks(
                formatVersion,
                revision,
                books.plus(other.books),
                opening.plus(other.opening),
                Counts.merged(held, other.held, Long::sum),
                Positions.furthest(positions, other.positions),
                Counts.merged(latest, other.latest, Math::max));
    }

    /** As the given revision takes them over. */
    public KeptBooks takenOverBy(String next) {
        return next.equals(revision) ? this : new KeptBooks(formatVersion, next, books, books, held, positions, latest);
    }
}
