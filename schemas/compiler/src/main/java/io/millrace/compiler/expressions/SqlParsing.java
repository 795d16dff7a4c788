package io.millrace.compiler.expressions;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;
import org.jspecify.annotations.Nullable;

/** Text to a tree of SQL, with the lexer of Flink SQL: backticks, names as they are written. */
final class SqlParsing {

    static final int MAX_LENGTH = 4096;

    /** The parser recurses, and so does the JSON reader that the job reads the tree with. */
    static final int MAX_NESTING = 64;

    private static final SqlConformance LIKE_FLINK = new SqlDelegatingConformance(SqlConformanceEnum.DEFAULT) {
        @Override
        public boolean isPercentRemainderAllowed() {
            return true;
        }
    };

    private static final SqlParser.Config CONFIG =
            SqlParser.config().withLex(Lex.JAVA).withConformance(LIKE_FLINK).withIdentifierMaxLength(MAX_LENGTH);

    private static final SqlAbstractParserImpl.Metadata WORDS =
            SqlParser.create("", CONFIG).getMetadata();

    /** Reserved, but so common within expressions that to find one there explains nothing. */
    private static final Set<String> OPERATOR_WORDS = Set.of(
            "AND",
            "OR",
            "NOT",
            "IS",
            "NULL",
            "TRUE",
            "FALSE",
            "IN",
            "LIKE",
            "BETWEEN",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "CAST",
            "AS",
            "FROM",
            "FOR",
            "SELECT",
            "WHERE",
            "FILTER",
            "DISTINCT",
            "SYMMETRIC",
            "ESCAPE");

    private SqlParsing() {}

    static boolean isReserved(String word) {
        return WORDS.isReservedWord(word.toUpperCase(Locale.ROOT));
    }

    static SqlNode parse(String sql, Scope scope) throws RefusedSql {
        if (sql.length() > MAX_LENGTH) {
            throw new RefusedSql("has " + sql.length() + " characters; an expression has at most " + MAX_LENGTH);
        }
        List<Token> tokens = Token.of(sql);
        if (tokens.isEmpty()) {
            throw new RefusedSql("is empty; write an SQL expression");
        }
        refuseWhatIsNotSql(tokens);
        refuseDeepNesting(tokens);
        try {
            return SqlParser.create(sql, CONFIG).parseExpression();
        } catch (SqlParseException e) {
            if (e.getCause() instanceof LinkageError missing) {
                throw new IllegalStateException("the parser lacks a class of its own", missing);
            }
            throw new RefusedSql(explain(sql, tokens, e.getPos(), scope));
        }
    }

    private static void refuseWhatIsNotSql(List<Token> tokens) throws RefusedSql {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : new Token(Token.Kind.SIGN, "", -1);
            boolean adjacent = next.start() == token.start() + token.text().length();
            if (token.kind() == Token.Kind.OPEN) {
                throw new RefusedSql("the quote at character " + (token.start() + 1) + " is never closed");
            }
            if (token.isSign("\"")) {
                throw new RefusedSql("double quotes mean nothing here; text is written in single quotes, and a column"
                        + " whose name is a reserved word in backticks");
            }
            if (adjacent && next.isSign("=") && (token.isSign("=") || token.isSign("!"))) {
                throw new RefusedSql("'" + token.text() + "=' is not SQL; write "
                        + (token.isSign("=") ? "= to compare" : "<> for not equal"));
            }
            if (adjacent && token.isSign(":") && next.isSign(":")) {
                throw new RefusedSql("'::' is not Flink SQL; write CAST(x AS type)");
            }
        }
    }

    private static void refuseDeepNesting(List<Token> tokens) throws RefusedSql {
        int depth = 0;
        for (Token token : tokens) {
            if (token.isSign("(") || token.isSign("[") || token.isWord("CASE")) {
                depth++;
            } else if (token.isSign(")") || token.isSign("]") || token.isWord("END")) {
                depth--;
            }
            if (depth > MAX_NESTING) {
                throw new RefusedSql(tooDeep());
            }
        }
    }

    static String tooDeep() {
        return "is nested more than " + MAX_NESTING + " levels deep; split it over several derive steps";
    }

    private static String explain(String sql, List<Token> tokens, @Nullable SqlParserPos at, Scope scope) {
        for (int i = 0; i < tokens.size(); i++) {
            if (scope.columns().indexOf(tokens.get(i).text()).isPresent() && isReservedName(tokens, i)) {
                return reservedName(tokens.get(i).text());
            }
        }
        int start = at == null ? sql.length() : offset(sql, at.getLineNum(), at.getColumnNum());
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).start() >= start) {
                return isReservedName(tokens, i) ? reservedName(tokens.get(i).text()) : unexpected(tokens.get(i));
            }
        }
        return "ends too early: something is missing after '"
                + tokens.get(tokens.size() - 1).text() + "'";
    }

    /** Whether a reserved word stands where a column is meant, and not as in {@code DATE '2026-01-31'}, {@code AS DATE}. */
    private static boolean isReservedName(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        boolean beginsMore = i + 1 < tokens.size()
                && (tokens.get(i + 1).kind() == Token.Kind.STRING
                        || tokens.get(i + 1).isSign("("));
        boolean isType = i > 0 && tokens.get(i - 1).isWord("AS");
        return token.kind() == Token.Kind.WORD
                && isReserved(token.text())
                && !OPERATOR_WORDS.contains(token.upper())
                && !beginsMore
                && !isType;
    }

    static String reservedName(String word) {
        return "'" + word + "' is a reserved word of SQL; where a column of that name is meant, write it in"
                + " backticks: `" + word + "`";
    }

    private static String unexpected(Token token) {
        return "cannot be read: '" + token.text() + "' at character " + (token.start() + 1) + " does not fit there";
    }

    /** Lines and columns, from 1, to a position in the text. */
    static int offset(String sql, int line, int column) {
        int start = 0;
        for (int l = 1; l < line; l++) {
            start = sql.indexOf('\n', start) + 1;
        }
        return start + column - 1;
    }
}
