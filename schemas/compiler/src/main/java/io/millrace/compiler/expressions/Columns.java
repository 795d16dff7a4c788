package io.millrace.compiler.expressions;

import io.millrace.definition.Column;
import io.millrace.definition.Expression;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;

/** Names to columns. */
final class Columns {

    /** Unquoted, these are functions without parentheses, even where a column has the name. */
    private static final Set<String> CLOCKS =
            Set.of("CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP");

    private final Scope scope;

    Columns(Scope scope) {
        this.scope = scope;
    }

    Expression of(SqlIdentifier identifier) throws RefusedSql {
        if (identifier.isStar()) {
            throw new RefusedSql("'*' stands only in COUNT(*)");
        }
        if (!identifier.isSimple()) {
            throw new RefusedSql(dotted(identifier));
        }
        String name = identifier.getSimple();
        if (!identifier.isComponentQuoted(0)) {
            refuseClock(name);
        }
        OptionalInt index = scope.columns().indexOf(name);
        if (index.isEmpty()) {
            throw new RefusedSql(missing(name));
        }
        Column column = scope.columns().column(index.getAsInt());
        return new Expression.ColumnValue(index.getAsInt(), name, column.type());
    }

    private String dotted(SqlIdentifier identifier) {
        List<String> names = identifier.names;
        String why = scope.unreadable().get(names.get(0));
        return why == null
                ? "'" + identifier + "' has a dot; a column is named alone, as " + names.get(names.size() - 1)
                : "'" + identifier + "' cannot be used: '" + names.get(0) + "' is no column, as " + why;
    }

    private void refuseClock(String name) throws RefusedSql {
        if (!CLOCKS.contains(name.toUpperCase(Locale.ROOT))) {
            return;
        }
        throw new RefusedSql(
                scope.columns().indexOf(name).isPresent()
                        ? ParseFailure.reserved(name)
                        : name + " is not supported: the same input must give the same output whenever it is read");
    }

    private String missing(String name) {
        String why = scope.unreadable().get(name);
        if (why != null) {
            return "'" + name + "' cannot be used: " + why;
        }
        List<String> names =
                scope.columns().columns().stream().map(Column::name).toList();
        return "there is no column '" + name + "'" + NearMiss.hint(name, names);
    }
}
