package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Gives each node of the parser's tree its type, or refuses it. Calls go to the class of their family. */
final class TypeCheck {

    private static final int LONGEST_QUOTE = 60;

    private final String sql;
    private final Columns columns;
    private int depth;

    TypeCheck(String sql, Scope scope) {
        this.sql = sql;
        this.columns = new Columns(scope);
    }

    Expression of(SqlNode node) throws RefusedSql {
        depth++;
        if (depth > SqlParsing.MAX_NESTING) {
            throw new RefusedSql(SqlParsing.tooDeep());
        }
        Expression typed =
                switch (node.getKind()) {
                    case IDENTIFIER -> columns.of((SqlIdentifier) node);
                    case LITERAL -> Literals.of((SqlLiteral) node, this);
                    default -> {
                        if (node instanceof SqlCase choice) {
                            yield Conditionals.choice(choice, this);
                        }
                        if (node instanceof SqlBasicCall call) {
                            yield call(call);
                        }
                        throw unsupported(node);
                    }
                };
        depth--;
        return typed;
    }

    private Expression call(SqlCall call) throws RefusedSql {
        return switch (call.getKind()) {
            case AND, OR -> Logic.chain(call, this);
            case NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> Logic.unary(call, this);
            case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
                Comparisons.of(call, this);
            case BETWEEN -> Comparisons.between(call, this);
            case IN, NOT_IN -> Comparisons.in(call, this);
            case LIKE -> Texts.like(call, this);
            case PLUS, MINUS, TIMES, DIVIDE, MOD -> Arithmetic.binary(call, this);
            case PLUS_PREFIX, MINUS_PREFIX -> Arithmetic.sign(call, this);
            case FLOOR, CEIL -> Arithmetic.whole(call, this);
            case CAST, SAFE_CAST -> Casts.of(call, this);
            case TRIM -> Texts.trim(call, this);
            case OTHER_FUNCTION -> Functions.of(call, this);
            case OTHER -> {
                if (call.getOperator().getName().equals("||")) {
                    yield Texts.concatenation(call, this);
                }
                throw unsupported(call);
            }
            default -> throw unsupported(call);
        };
    }

    List<Expression> all(List<SqlNode> nodes) throws RefusedSql {
        List<Expression> typed = new ArrayList<>();
        for (SqlNode node : nodes) {
            typed.add(of(node));
        }
        return typed;
    }

    /** An operand that must be of one kind; the word NULL takes that kind. */
    Expression of(SqlNode node, Kind kind, String owner) throws RefusedSql {
        Expression operand = of(node);
        if (Conversion.isUntypedNull(operand)) {
            return Conversion.typedNull(DataType.of(kind));
        }
        if (operand.type().kind() != kind) {
            throw new RefusedSql(owner + " takes " + kind + ", but " + quote(node) + " is "
                    + operand.type().name());
        }
        return operand;
    }

    /** A call whose value may be NULL if one of its arguments may. */
    static Expression call(Function function, DataType type, List<Expression> arguments) {
        boolean nullable =
                arguments.stream().anyMatch(argument -> argument.type().nullable());
        return new Expression.Call(function, arguments, type.withNullable(nullable));
    }

    static Expression call(Function function, Kind kind, Expression... arguments) {
        return call(function, DataType.of(kind), List.of(arguments));
    }

    /** A call whose value is a BOOLEAN and never NULL. */
    static Expression certain(Function function, Expression argument) {
        return new Expression.Call(
                function, List.of(argument), DataType.of(Kind.BOOLEAN).notNull());
    }

    RefusedSql unsupported(SqlNode node) {
        String word = node instanceof SqlCall call ? call.getOperator().getName() : node.getKind().sql;
        return new RefusedSql(quote(node) + " uses " + word + ", which is not supported; there are " + Functions.KNOWN);
    }

    /** The node as the user wrote it, shortened. */
    String quote(SqlNode node) {
        SqlParserPos at = node.getParserPosition();
        int start = SqlParsing.offset(sql, at.getLineNum(), at.getColumnNum());
        int end = SqlParsing.offset(sql, at.getEndLineNum(), at.getEndColumnNum()) + 1;
        if (start < 0 || end > sql.length() || start >= end) {
            return "it";
        }
        String text = sql.substring(start, end).replaceAll("\\s+", " ");
        return "'" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + "'";
    }
}
