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

    private static final Set<String> SESSION = Set.of(
            "USER",
            "CURRENT_USER",
            "SESSION_USER",
            "SYSTEM_USER",
            "CURRENT_ROLE",
            "CURRENT_PATH",
            "CURRENT_CATALOG",
            "CURRENT_SCHEMA",
            "CURRENT_DEFAULT_TRANSFORM_GROUP");

    private final Scope scope;

    Columns(Scope scope) {
        this.scope = scope;
    }

    Expression of(SqlIdentifier identifier) throws RefusedSql {
        if (identifier.isStar()) {
            throw new RefusedSql("'*' stands only in COUNT(*)");
        }
        if (!identifier.isSimple()) {
            throw new RefusedSql("'" + identifier + "' has a dot; a column is named alone, as "
                    + identifier.names.get(identifier.names.size() - 1));
        }
        String name = identifier.getSimple();
        if (!identifier.isComponentQuoted(0)) {
            refuseFunction(name);
        }
        OptionalInt index = scope.columns().indexOf(name);
        if (index.isEmpty()) {
            throw new RefusedSql(missing(name));
        }
        Column column = scope.columns().column(index.getAsInt());
        return new Expression.ColumnValue(index.getAsInt(), name, column.type());
    }

    private void refuseFunction(String name) throws RefusedSql {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean clock = CLOCKS.contains(upper);
        if (!clock && !SESSION.contains(upper)) {
            return;
        }
        if (scope.columns().indexOf(name).isPresent()) {
            throw new RefusedSql(SqlParsing.reservedName(name));
        }
        throw new RefusedSql(
                clock
                        ? name + " is not supported: the same input must give the same output whenever it is read"
                        : name + " is not supported: an expression knows its row only");
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
