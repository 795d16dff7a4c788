package io.millrace.compiler.expressions;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.definition.RowType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of a row once conditions were TRUE for it: a column that {@code IS NOT NULL}, or that was compared with
 * success, is not NULL any more. Without this, a validated column could not be written into a field that must not be null.
 */
public final class NonNull {

    private NonNull() {}

    /** The row type with what the conditions prove. */
    public static RowType after(List<Expression> conditions, RowType row) {
        Set<Integer> proven = new HashSet<>();
        conditions.forEach(condition -> collect(condition, proven));
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            DataType type = row.column(i).type();
            columns.add(new Column(row.column(i).name(), proven.contains(i) ? type.notNull() : type));
        }
        return new RowType(columns);
    }

    private static void collect(Expression condition, Set<Integer> proven) {
        if (!(condition instanceof Expression.Call call)) {
            return;
        }
        switch (call.function()) {
            case AND, IS_TRUE -> call.arguments().forEach(argument -> collect(argument, proven));
            case NOT -> denied(call.arguments().get(0), proven);
            case IS_NOT_NULL, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, LIKE ->
                call.arguments().forEach(argument -> column(argument, proven));
            // Of an IN list only the value that is looked for: the list may hold a NULL and still have a match.
            case IN -> column(call.arguments().get(0), proven);
            default -> {}
        }
    }

    private static void denied(Expression condition, Set<Integer> proven) {
        if (condition instanceof Expression.Call call && call.function() == Function.IS_NULL) {
            column(call.arguments().get(0), proven);
        }
    }

    private static void column(Expression argument, Set<Integer> proven) {
        if (argument instanceof Expression.ColumnValue column) {
            proven.add(column.index());
        } else if (argument instanceof Expression.Call call && call.function() == Function.CAST) {
            column(call.arguments().get(0), proven);
        }
    }
}
