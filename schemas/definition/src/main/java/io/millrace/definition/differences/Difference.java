package io.millrace.definition.differences;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where two records stand that should say the same, or the one that has no other. Nothing of what they say.
 *
 * @param columns that differ, in alphabetical order; empty where one side has no record, where the values have no columns,
 *     and where the records' keys alone differ
 * @param liveAt {@code <topic>-<partition>@<offset>} of the live job's record, unless it has none
 * @param candidateAt the same of the candidate's
 */
public record Difference(
        String sink, Kind kind, List<String> columns, @Nullable String liveAt, @Nullable String candidateAt) {

    public enum Kind {
        /** Of one key, and not the same. */
        DIFFERENT,
        /** The candidate has not written it. */
        MISSING,
        /** Only the candidate has written it. */
        EXTRA
    }

    public Difference {
        columns = List.copyOf(columns);
    }
}
