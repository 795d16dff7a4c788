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
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Gives each node of the parser's tree its type, or refuses it. Calls go to the class of their family. */
final class TypeCheck {

    private static final int LONGEST_QUOTE = 60;

    private static final String OPERATORS =
            "the operators + - * / % || = <> < <= > >=, AND, OR, NOT, IN, BETWEEN, LIKE,"
                    + " CASE, IS [NOT] NULL, IS [NOT] TRUE, IS [NOT] FALSE";

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

    /** An operand that is no bare NULL, which would make the whole NULL for every record. */
    Expression present(SqlNode node, String owner) throws RefusedSql {
        Expression operand = of(node);
        if (Conversion.isUntypedNull(operand)) {
            throw new RefusedSql("NULL has no type in " + owner + "; name a column, or write CAST(NULL AS …)");
        }
        return operand;
    }

    /** An operand that must be of one kind. */
    Expression of(SqlNode node, Kind kind, String owner) throws RefusedSql {
        Expression operand = present(node, owner);
        if (operand.type().kind() != kind) {
            throw new RefusedSql(owner + " takes " + kind + ", but " + quote(node) + " is "
                    + operand.type().name());
        }
        return operand;
    }

    /** An operand that is TRUE or not. */
    Expression condition(SqlNode node, String owner) throws RefusedSql {
        return of(node, Kind.BOOLEAN, owner);
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
        String word = node.getKind().sql;
        if (node instanceof SqlCall call) {
            word = call.getKind() == SqlKind.LITERAL_CHAIN
                    ? "two texts side by side"
                    : call.getOperator().getName();
        } else if (node instanceof SqlLiteral literal) {
            word = literal instanceof SqlUnknownLiteral typed
                    ? typed.tag
                    : literal.getTypeName().getName();
        }
        return new RefusedSql(
                quote(node) + " uses " + word + ", which is not supported; there are " + OPERATORS + ", and functions");
    }

    /** The node as the user wrote it, shortened. */
    String quote(SqlNode node) {
        SqlParserPos at = node.getParserPosition();
        int start = ParseFailure.offset(sql, at.getLineNum(), at.getColumnNum());
        int end = ParseFailure.offset(sql, at.getEndLineNum(), at.getEndColumnNum()) + 1;
        if (start < 0 || end > sql.length() || start >= end) {
            return "it";
        }
        String text = withClosingParentheses(start, end).replaceAll("\\s+", " ");
        return "`" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + "`";
    }

    // The parser's position of a call can end before the parenthesis that closes it.
    private String withClosingParentheses(int start, int end) {
        String text = sql.substring(start, end);
        long open = text.chars().filter(c -> c == '(').count()
                - text.chars().filter(c -> c == ')').count();
        boolean closed = open == 1 && end < sql.length() && sql.charAt(end) == ')';
        return closed ? text + ")" : text;
    }
}
