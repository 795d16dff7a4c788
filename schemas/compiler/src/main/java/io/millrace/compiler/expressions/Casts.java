package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.List;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlTypeNameSpec;

/** CAST and TRY_CAST. */
final class Casts {

    private Casts() {}

    static Expression of(SqlCall call, TypeCheck checks) throws RefusedSql {
        String name = call.getOperator().getName();
        if (!name.equals("CAST") && !name.equals("TRY_CAST")) {
            throw checks.unsupported(call);
        }
        if (call.operandCount() != 2 || !(call.operand(1) instanceof SqlDataTypeSpec spec)) {
            throw new RefusedSql(name + " takes a value and a type: " + name + "(x AS BIGINT)");
        }
        DataType target = type(spec);
        Expression value = checks.of(call.operand(0));
        boolean certain = call.getKind() == SqlKind.CAST;
        if (!Conversion.isUntypedNull(value)) {
            requireCastable(value.type(), target, call.operand(0), checks);
        }
        Expression argument = Conversion.isUntypedNull(value) ? Conversion.typedNull(target) : value;
        return new Expression.Call(
                certain ? Function.CAST : Function.TRY_CAST,
                List.of(argument),
                target.withNullable(!certain || argument.type().nullable()));
    }

    private static DataType type(SqlDataTypeSpec spec) throws RefusedSql {
        try {
            return DataType.parse(text(spec.getTypeNameSpec()));
        } catch (IllegalArgumentException e) {
            throw new RefusedSql(String.valueOf(e.getMessage()));
        }
    }

    private static String text(SqlTypeNameSpec type) {
        String name = type.getTypeName().toString();
        if (!(type instanceof SqlBasicTypeNameSpec basic) || basic.getPrecision() < 0) {
            return name;
        }
        String scale = basic.getScale() < 0 ? "" : ", " + basic.getScale();
        return name + "(" + basic.getPrecision() + scale + ")";
    }

    private static void requireCastable(DataType from, DataType to, SqlNode value, TypeCheck checks) throws RefusedSql {
        if (!isCastable(from, to)) {
            throw new RefusedSql(checks.quote(value) + " is " + from.name() + " and cannot be cast to " + to.name());
        }
    }

    static boolean isCastable(DataType from, DataType to) {
        // Any value has a text, and any text may be a value.
        if (from.kind() == to.kind() || from.kind() == Kind.STRING || to.kind() == Kind.STRING) {
            return true;
        }
        boolean numbers =
                (from.isNumeric() || from.kind() == Kind.BOOLEAN) && (to.isNumeric() || to.kind() == Kind.BOOLEAN);
        return numbers || (isTime(from) && isTime(to));
    }

    private static boolean isTime(DataType type) {
        return type.kind() == Kind.DATE || type.kind() == Kind.TIMESTAMP;
    }
}
