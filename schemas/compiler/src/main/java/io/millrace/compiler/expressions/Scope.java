package io.millrace.compiler.expressions;

import io.millrace.definition.RowType;
import java.util.Map;

/**
 * What an expression can name.
 *
 * @param unreadable fields that are there but have no column type, and the sentence that says why
 */
public record Scope(RowType columns, Map<String, String> unreadable) {

    public Scope {
        unreadable = Map.copyOf(unreadable);
    }

    public static Scope of(RowType columns) {
        return new Scope(columns, Map.of());
    }
}
